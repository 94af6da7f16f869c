import { Refusals } from '@app/infrastructure/http/refusals.js';
import { Search } from '@app/reporting';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../access/access.js';
import { SearchQuery, SearchResponse, searchJson } from './search.dto.js';

@ApiTags('blocks')
@Controller('search')
export class SearchController {
  constructor(private readonly search: Search) {}

  @Get()
  @Access('anyone')
  @ApiOperation({
    operationId: 'search',
    summary: 'What has this name',
    description:
      'Blocks, transactions and addresses are looked up on the chain; an address that nothing was ever paid to is not found. A receipt is recognised by the form and the check digit of its number alone: whether it exists is told only to who has its code or its rights. What may be the ID of a node and names nothing else is called one: `path` is one of the registry, which knows.',
  })
  @ApiOkResponse({ type: SearchResponse })
  @Refusals({ 400: { invalid_parameter: 'q must be a text of 1 to 128 characters' } })
  async find(@Query() { q }: SearchQuery) {
    return searchJson(await this.search.execute(q));
  }
}
