/// <reference path="./undici-parts.d.ts" />
/**
 * The parts of undici that connections are made of. Its index loads fetch, WebSocket, caches and mocks as well, which costs
 * a run a twentieth of a second on each of its threads. The version is pinned exactly, and every test of this folder goes
 * through these files.
 */
export { default as buildConnector } from 'undici/lib/core/connect.js';
export { default as Agent } from 'undici/lib/dispatcher/agent.js';
export { default as Client } from 'undici/lib/dispatcher/client.js';
