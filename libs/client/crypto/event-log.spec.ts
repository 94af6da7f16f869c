import { verifyEd25519 } from '@app/infrastructure/crypto/native-ed25519.js';
import { type EventContent, linkEvent, logOrigin, makeIdentityKeys, RegistryIdentity } from '@app/node-registry';
import { type EventLink, EventLogVerifier, type ProvenEvent } from './event-log.js';

const identity = newIdentity();
const keeper = keeperOf(identity);

describe('the log of a registry', () => {
  it('is verified as the registry makes it, with contents and without', () => {
    const log = logOf(identity, 5);
    const verifier = new EventLogVerifier(keeper);
    for (const [index, event] of log.entries()) verifier.take(index % 2 ? linkOf(event) : event);
    expect(verifier.end).toEqual({ place: 5, hash: log[4]!.proof.hash });
  });

  it('is verified from where an earlier verification ended', () => {
    const log = logOf(identity, 5);
    const verifier = new EventLogVerifier(keeper, { place: 3, hash: log[2]!.proof.hash });
    verifier.take(log[3]!);
    verifier.take(log[4]!);
    expect(verifier.end.place).toBe(5);
  });

  it('is verified by what the platform brings, where that is given, and by nothing else', () => {
    const log = logOf(identity, 2);
    const asked: number[] = [];
    const never = (signature: Uint8Array) => asked.push(signature.length) < 0;
    expect(() => new EventLogVerifier(keeper, undefined, never).take(log[0]!)).toThrow('not signed by the registry');
    expect(asked).toEqual([64]);
    const native = new EventLogVerifier(keeper, undefined, verifyEd25519);
    native.take(log[0]!);
    native.take(linkOf(log[1]!));
    expect(native.end.place).toBe(2);
  });

  it('is refused when an event was changed, dropped, repeated or moved', () => {
    const log = logOf(identity, 4);
    const changed = { ...log[1]!, data: { node: 'other' } };
    expect(failure([log[0]!, changed])).toBe('event_content');
    expect(failure([log[0]!, { ...log[1]!, time: '2026-11-27T00:00:00.999Z' }])).toBe('event_content');
    expect(failure([log[0]!, log[2]!])).toBe('event_order');
    expect(failure([log[0]!, log[0]!])).toBe('event_order');
    expect(failure([log[1]!, log[0]!])).toBe('event_order');
    expect(failure([log[0]!, { ...linkOf(log[1]!), content_hash: linkOf(log[2]!).content_hash }])).toBe(
      'event_content',
    );
  });

  it('is refused when it is forked: another history from some place on, signed by the same registry', () => {
    const log = logOf(identity, 4);
    const fork = logOf(identity, 4, 2);
    expect(failure([...log.slice(0, 3), fork[3]!])).toBe('event_order');
    expect(failure(fork)).toBeUndefined();
  });

  it('is refused when another one signed it', () => {
    const forged = logOf(newIdentity(), 1, 0, identity.registryId);
    expect(failure(forged)).toBe('signature');
    const { proof } = logOf(identity, 1)[0]!;
    expect(failure([{ ...logOf(identity, 1)[0]!, proof: { ...proof, signature: 'ff'.repeat(64) } }])).toBe('signature');
    expect(() => new EventLogVerifier({ ...keeper, registry_id: 'ab'.repeat(16) })).toThrow(
      expect.objectContaining({ code: 'registry_key' }),
    );
  });
});

function newIdentity(): RegistryIdentity {
  const { publicKey, privateKey } = makeIdentityKeys();
  return new RegistryIdentity(publicKey, privateKey);
}

function keeperOf({ registryId, publicKey }: RegistryIdentity) {
  return { registry_id: registryId, public_key: publicKey.toString('hex') };
}

/** @param forkedAt from this event on another history */
function logOf(
  signer: RegistryIdentity,
  events: number,
  forkedAt = events,
  registryId = signer.registryId,
): ProvenEvent[] {
  let end = { place: 0n, hash: logOrigin(registryId) };
  return Array.from({ length: events }, (_, index) => {
    const content: EventContent = {
      id: `${index}${index < forkedAt ? 'a' : 'b'}`,
      type: 'node.registered',
      time: '2026-11-27T00:00:00.000Z',
      data: { node: `knot-é-${index}`, reputation: 12.5, capabilities: ['b', 'a'], height: null, returned: false },
    };
    const place = end.place + 1n;
    const prevHash = end.hash;
    const { hash } = linkEvent(content, { registryId, place, prevHash });
    end = { place, hash };
    return { ...content, proof: { place: Number(place), prev_hash: prevHash, hash, signature: signer.sign(hash) } };
  });
}

function linkOf({ proof, ...content }: ProvenEvent): EventLink {
  const position = { registryId: identity.registryId, place: BigInt(proof.place), prevHash: proof.prev_hash };
  const { type } = content;
  const type_signature = identity.signType(proof.hash, type);
  return { ...proof, content_hash: linkEvent(content as EventContent, position).contentHash, type, type_signature };
}

function failure(log: readonly (ProvenEvent | EventLink)[]): string | undefined {
  const verifier = new EventLogVerifier(keeper);
  try {
    for (const entry of log) verifier.take(entry);
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
}
