import { raised } from '../rules/security-events.ts';
import type { CommitRequest } from '../vocabulary/effects.ts';
import { type OcppConnectionContext, ocppConnectionSetup } from './setup.ts';

/** What an open connection says of the security profile: it is proven, or the one before is back. */
function provenProfile({ context: { control, records } }: { context: OcppConnectionContext }): CommitRequest {
  const isBack = control.securityProfile === records.now.securityFallback;
  const type = isBack ? 'security-profile-reverted' : 'security-profile-proven';
  const techInfo = `SecurityProfile is ${control.securityProfile} again: none succeeded with the new one`;
  const event = { type: 'ReconfigurationOfSecurityParameters', techInfo } as const;
  return {
    purpose: 'security-profile',
    changes: [{ type }],
    ...(isBack && raised([event], records.now)),
  };
}

/** The WebSocket: whether it is open, and whether the other side still answers. */
export const link = ocppConnectionSetup.createStateConfig({
  initial: 'down',
  description: 'The WebSocket to the central system.',
  meta: { waitsFor: '', clause: 'OCPP-J 1.6 3 and 5' },
  states: {
    down: {
      initial: 'connecting',
      description: 'No open connection.',
      meta: { waitsFor: '' },
      after: { eagerPeriod: { actions: 'becomePatient' } },
      states: {
        connecting: {
          description: 'A connection is being opened.',
          meta: { waitsFor: 'the central system to accept the connection' },
          entry: [
            'chooseProfile',
            {
              type: 'openSocket',
              params: ({ context }) => ({ securityProfile: context.control.securityProfile }),
            },
          ],
          on: {
            SOCKET_OPENED: [
              {
                guard: 'hasWayBack',
                target: '#ocpp-connection.link.connected',
                actions: ['noteOpened', { type: 'commit', params: provenProfile }],
              },
              { target: '#ocpp-connection.link.connected', actions: 'noteOpened' },
            ],
            SOCKET_REFUSED: { target: 'waiting', actions: 'noteBackOff' },
            SOCKET_CLOSED: { target: 'waiting', actions: 'noteBackOff' },
          },
          after: {
            connectTimeout: {
              target: 'waiting',
              actions: [{ type: 'closeSocket', params: { detail: 'no answer' } }, 'noteBackOff'],
            },
          },
        },
        waiting: {
          description: 'A pause before the next try.',
          meta: { waitsFor: 'the next try to connect', clause: 'OCPP-J errata 3.4' },
          after: { backOff: 'connecting' },
          on: { RECONNECT: 'connecting' },
        },
      },
    },
    connected: {
      initial: 'deciding',
      description: 'The connection is open.',
      meta: { waitsFor: '' },
      // Here and not where it is lost: the first pause after a loss is reckoned before `down` is entered.
      entry: 'becomeEager',
      on: {
        SOCKET_CLOSED: { target: 'down.waiting', actions: 'noteBackOff' },
        RECONNECT: '.leaving',
        CONFIGURATION_CHANGED: { guard: 'isPingKey', target: '.deciding' },
      },
      states: {
        deciding: {
          description: 'Whether pings are configured.',
          meta: { waitsFor: '' },
          always: [{ guard: 'pings', target: 'quiet' }, { target: 'unwatched' }],
        },
        leaving: {
          description: 'New credentials: the answer that accepted them is given a moment to arrive.',
          meta: { waitsFor: 'the last answer to go out', clause: 'whitepaper A01, A05.FR.05' },
          // A new connection replaces the old one.
          after: { reconnectGrace: '#ocpp-connection.link.down.connecting' },
        },
        unwatched: {
          initial: 'trusted',
          description: 'Pings are off: only CALLs show whether the other side still answers.',
          meta: { waitsFor: '', clause: 'OCPP-J 1.6 5.3 WebSocketPingInterval 0' },
          states: {
            trusted: {
              description: 'Nothing speaks against the connection.',
              meta: { waitsFor: '' },
              on: { CALL_FAILED: { guard: 'wasSilent', target: 'doubted' } },
            },
            doubted: {
              description: 'A Heartbeat or BootNotification was not answered, and nothing came since.',
              meta: { waitsFor: 'anything from the central system' },
              on: {
                EXCHANGE: 'trusted',
                CALL_FAILED: {
                  guard: 'wasSilent',
                  target: '#ocpp-connection.link.down.waiting',
                  actions: [{ type: 'closeSocket', params: { detail: 'no answer' } }, 'noteBackOff'],
                },
              },
            },
          },
        },
        quiet: {
          description: 'Until the next ping.',
          meta: { waitsFor: '' },
          after: { pingInterval: 'pinging' },
        },
        pinging: {
          description: 'A ping was sent.',
          meta: { waitsFor: 'the pong of the central system' },
          entry: 'ping',
          on: { PONG: 'quiet' },
          after: {
            pongTimeout: {
              target: '#ocpp-connection.link.down.waiting',
              actions: [{ type: 'closeSocket', params: { detail: 'no pong' } }, 'noteBackOff'],
            },
          },
        },
      },
    },
  },
});
