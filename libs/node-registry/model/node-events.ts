import type { Node } from './node.js';
import type { NodeId } from './node-id.js';
import type { EventData, ToldEvent } from './registry-event.js';
import type { ReputationChange } from './reputation.js';

/** @param returned whether it was in the directory before, and is back in service */
export function nodeRegistered(
  { nodeId, address, capabilities, reputation }: Pick<Node, 'nodeId' | 'address' | 'capabilities' | 'reputation'>,
  returned: boolean,
): ToldEvent {
  return {
    type: 'node.registered',
    nodeId,
    data: { node: nodeId, address, capabilities: [...capabilities], reputation, returned },
  };
}

export function reputationChanged(nodeId: NodeId, { eventType, delta, before, after }: ReputationChange): ToldEvent {
  const data = { node: nodeId, event: eventType, delta, old: before, new: after };
  return { type: 'reputation.changed', nodeId, data };
}

export function nodeUpdated(nodeId: NodeId, changes: EventData): ToldEvent {
  return { type: 'node.updated', nodeId, data: { node: nodeId, ...changes } };
}

export function nodeOffline(nodeId: NodeId, lastHeartbeatMs: number): ToldEvent {
  return { type: 'node.offline', nodeId, data: { node: nodeId, last_heartbeat: isoTime(lastHeartbeatMs) } };
}

/**
 * What a revision of a node's record has to tell, in order.
 * @param wasOnline whether the log says of the node that it is online
 */
export function eventsOfRevision(before: Node, after: Node, wasOnline: boolean): ToldEvent[] {
  const { nodeId } = after;
  if (after.deregistration) {
    const by = after.deregistration.byAdministrator ? 'administrator' : 'node';
    return before.deregistration ? [] : [{ type: 'node.deregistered', nodeId, data: { node: nodeId, by } }];
  }
  const events: ToldEvent[] = [];
  if (before.deregistration) events.push(nodeRegistered(after, true));
  else {
    const changes = { ...changeOf('address', before, after), ...changeOf('capabilities', before, after) };
    if (Object.keys(changes).length > 0) events.push(nodeUpdated(nodeId, changes));
  }
  const { heartbeat } = after;
  if (heartbeat && isOnlineAfter(before, after, wasOnline) && !wasOnline)
    events.push({
      type: 'node.online',
      nodeId,
      data: { node: nodeId, last_heartbeat: isoTime(heartbeat.receivedAtMs) },
    });
  return events;
}

/** Whether the log says after the revision that the node is online: a heartbeat makes it so, and leaving service ends it. */
export function isOnlineAfter(before: Node, after: Node, wasOnline: boolean): boolean {
  const isHeard = after.heartbeat !== undefined && after.heartbeat !== before.heartbeat;
  return after.deregistration === undefined && (wasOnline || isHeard);
}

function changeOf(name: 'address' | 'capabilities', before: Node, after: Node): EventData {
  const [old, now] = [before[name], after[name]];
  return String(old) === String(now) ? {} : { [name]: { old, new: now } };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
