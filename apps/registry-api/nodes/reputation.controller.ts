import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { DetailRefusals } from '@app/infrastructure/http/refusals.js';
import { type Caller, ChangeReputation, invalidEventType, nameOf } from '@app/node-registry';
import { Body, Controller, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AdministratorActs } from '../access/node-acts.js';
import { NODE_PATHS } from './node-paths.js';
import { ReputationChangedResponse, ReputationEventRequest, reputationChangedJson } from './reputation.dto.js';

@ApiTags('nodes')
@Controller(NODE_PATHS)
export class ReputationController {
  constructor(private readonly changeReputation: ChangeReputation) {}

  @Post('reputation')
  @AdministratorActs()
  @ApiOperation({
    operationId: 'changeReputation',
    summary: 'Let an event count for or against a node',
    description:
      'task_success +10, task_failure −5, task_timeout −10, malicious_behavior −50, health_milestone +2, uptime_milestone +5, community_contribution +15; the reputation stays from 0 to 100. No node judges itself or another: in demo mode anybody without credentials may, else an administrator.',
  })
  @ApiOkResponse({ type: ReputationChangedResponse })
  @DetailRefusals({
    400: { invalid_event_type: invalidEventType('x') },
    404: { node_not_found: 'Node X not found' },
    422: {},
  })
  async change(
    @Body() { node_id: nodeId, event_type: eventType, custom_delta }: ReputationEventRequest,
    @CurrentPrincipal() caller: Caller,
  ) {
    // Of `-0` too 0 is made.
    const customDelta = custom_delta === undefined ? undefined : Number(custom_delta) || 0;
    const event = { nodeId, eventType, customDelta, actor: nameOf(caller) };
    return reputationChangedJson(nodeId, await this.changeReputation.execute(event));
  }
}
