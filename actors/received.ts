import type { StationCertificates } from '../drivers/certificates/station-certificates.ts';
import type { StationClock } from '../drivers/clock/clock.ts';
import { readAnswer, receive } from '../machines/rules/receive.ts';
import type { CallReply } from '../machines/vocabulary/effects.ts';
import { CALL_QUEUE, CHARGE_POINT, OCPP_CONNECTION } from '../machines/vocabulary/peer.ts';
import type { Edge } from './edge.ts';

type Needs = {
  readonly edge: Edge;
  readonly clock: StationClock;
  /** While Rejected nothing is answered (OCPP 1.6 ed.2 4.2). */
  readonly silent: () => boolean;
  readonly certificates: Pick<StationCertificates, 'read'>;
  readonly complain: (kind: string, detail: string) => void;
  readonly reply: (reply: CallReply) => void;
  /** The action of the CALL that was sent under a message id. */
  readonly actionOf: (messageId: string) => string | undefined;
};

/** Brings a received frame to whom it concerns. */
export function received(text: string, needs: Needs): void {
  const { edge, clock, silent, certificates, complain, reply, actionOf } = needs;
  const frame = receive(text, certificates.read);
  if (frame.kind === 'unreadable') return complain('a frame that is no OCPP-J message', frame.reason);
  edge.deliver(OCPP_CONNECTION, { type: 'EXCHANGE' });
  if (frame.kind === 'refused') {
    complain('a CALL was refused', JSON.stringify(frame.reply));
    if (!silent()) reply(frame.reply);
    return;
  }
  if (frame.kind === 'call') {
    const { messageId, action, payload } = frame;
    return edge.deliver(CHARGE_POINT, { type: 'CALL', messageId, action, payload, at: clock.now() });
  }
  const answer = readAnswer(frame, actionOf(frame.messageId));
  if (answer.complaint) complain('an answer that is no use', answer.complaint);
  if (answer.event) edge.deliver(CALL_QUEUE, answer.event);
}
