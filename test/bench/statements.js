import { AsyncLocalStorage } from 'node:async_hooks';
import { Server } from 'node:http';
import { Client } from 'pg';

/** Statements that this process has sent so far; those after an answer deliver notices, on nobody's time. */
export const statements = { answering: 0, delivering: 0 };

const request = new AsyncLocalStorage();

const { emit } = Server.prototype;

Server.prototype.emit = function emitting(name, ...args) {
  if (name !== 'request') {
    return emit.call(this, name, ...args);
  }
  const [, response] = args;
  const isAnswered = () => response.writableEnded;
  return request.run({ isAnswered }, () => emit.call(this, name, ...args));
};

const { query } = Client.prototype;

Client.prototype.query = function countingQuery(...args) {
  const asker = request.getStore();
  const kind = asker && !asker.isAnswered() ? 'answering' : 'delivering';
  statements[kind] += 1;
  return query.apply(this, args);
};
