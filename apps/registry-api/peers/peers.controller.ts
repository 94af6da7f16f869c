import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { DetailRefusals } from '@app/infrastructure/http/refusals.js';
import { Clock } from '@app/kernel';
import { type Caller, nameOf } from '@app/node-registry';
import { ManagePeers } from '@app/peers';
import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AdministratorActs } from '../access/node-acts.js';
import { AddPeerRequest, PeerQuery, PeerRemovedResponse, PeerResponse, PeersResponse, peerJson } from './peers.dto.js';

const INVALID_URL = {
  invalid_peer_url:
    'The address of a peer is an https URL without credentials and query; in a demo http to this machine will do',
};

@ApiTags('peers')
@Controller('peers')
export class PeersController {
  constructor(
    private readonly peers: ManagePeers,
    private readonly clock: Clock,
  ) {}

  @Get()
  @AdministratorActs()
  @ApiOperation({
    operationId: 'listPeers',
    summary: 'The registries that this one follows',
    description: 'How far their logs were read and verified, and why one is not read any more. Peers never move money.',
  })
  @ApiOkResponse({ type: PeersResponse })
  async list() {
    const nowMs = this.clock.nowMs();
    return { peers: (await this.peers.list()).map((peer) => peerJson(peer, nowMs)) };
  }

  @Post()
  @HttpCode(201)
  @AdministratorActs()
  @ApiOperation({
    operationId: 'addPeer',
    summary: 'Follow another registry',
    description:
      'Reads its log from the beginning and verifies each place of it. The key that it shows first is pinned. A peer that is followed already stays as it is; one that is refused is forgotten, with all that was learnt from it, and begun anew.',
  })
  @ApiCreatedResponse({ type: PeerResponse })
  @DetailRefusals({
    400: INVALID_URL,
    409: { too_many_peers: 'There are 100 peers, which is the most; remove one first' },
    422: {},
  })
  async add(@Body() { url, public_key: publicKey }: AddPeerRequest, @CurrentPrincipal() caller: Caller) {
    return peerJson(await this.peers.add({ url, publicKey }, nameOf(caller)), this.clock.nowMs());
  }

  @Delete()
  @AdministratorActs()
  @ApiOperation({
    operationId: 'removePeer',
    summary: 'Follow a registry no more',
    description: 'Forgets all that was learnt from it.',
  })
  @ApiOkResponse({ type: PeerRemovedResponse })
  @DetailRefusals({
    400: INVALID_URL,
    404: { peer_not_found: 'No peer at X' },
    409: { peer_is_configured: 'The peer at X is named by PEERS; take it out there and restart' },
    422: {},
  })
  async remove(@Query() { url }: PeerQuery, @CurrentPrincipal() caller: Caller) {
    await this.peers.remove(url, nameOf(caller));
    return { success: true, url };
  }
}
