import { KeepContacts } from '@app/identity';
import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { Refusals } from '@app/infrastructure/http/refusals.js';
import { ADDRESS_REFUSALS } from '@app/wallet';
import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../access/access.js';
import type { UserPrincipal } from '../access/principal.js';
import {
  ContactDeletedResponse,
  ContactPath,
  ContactRequest,
  ContactResponse,
  ContactsResponse,
  contactJson,
} from './contacts.dto.js';

const NOT_FOUND = { contact_not_found: 'contact not found' };
const EXISTS = { contact_exists: 'a contact with this address exists' };
const WRONG = {
  invalid_request: 'invalid request body',
  invalid_name: 'name must be a text of 1 to 80 characters',
  invalid_address: ADDRESS_REFUSALS,
};

@ApiTags('users')
@Controller('me/contacts')
export class ContactsController {
  constructor(private readonly contacts: KeepContacts) {}

  @Get()
  @Access('user', 'read')
  @ApiOperation({
    operationId: 'listContacts',
    summary: 'Your contacts',
    description: 'By name; there are 500 at most.',
  })
  @ApiOkResponse({ type: ContactsResponse })
  async list(@CurrentPrincipal() { userId }: UserPrincipal) {
    return { contacts: (await this.contacts.list(userId)).map(contactJson) };
  }

  @Post()
  @Access('user')
  @ApiOperation({
    operationId: 'addContact',
    summary: 'Add a contact',
    description: 'An address has one name. Once more for the same address is refused, so nothing is added twice.',
  })
  @ApiOkResponse({ type: ContactResponse })
  @Refusals({ 400: WRONG, 409: { ...EXISTS, too_many_contacts: 'too many contacts' } })
  async add(@Body() written: ContactRequest, @CurrentPrincipal() { userId }: UserPrincipal) {
    return contactJson(await this.contacts.add(userId, written));
  }

  @Put(':id')
  @Access('user')
  @ApiOperation({ operationId: 'changeContact', summary: 'Change the name and the address of a contact' })
  @ApiOkResponse({ type: ContactResponse })
  @Refusals({ 400: WRONG, 404: NOT_FOUND, 409: EXISTS })
  async change(
    @Body() written: ContactRequest,
    @Param() { id }: ContactPath,
    @CurrentPrincipal() { userId }: UserPrincipal,
  ) {
    return contactJson(await this.contacts.change(userId, id, written));
  }

  @Delete(':id')
  @Access('user')
  @ApiOperation({ operationId: 'deleteContact', summary: 'Delete a contact' })
  @ApiOkResponse({ type: ContactDeletedResponse })
  @Refusals({ 404: NOT_FOUND })
  async remove(@Param() { id }: ContactPath, @CurrentPrincipal() { userId }: UserPrincipal) {
    await this.contacts.remove(userId, id);
    return { success: true };
  }
}
