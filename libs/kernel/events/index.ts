export * from './event-log.js';
export * from './logged-event.js';
