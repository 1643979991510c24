import type { RequestHandler } from 'express';

/**
 * Keeps stack traces out of every error body, in development too: the demo
 * portal shall answer as a portal in production would. The error middleware
 * of the framework adds them when `NODE_ENV` is `development`, and it is in
 * place once per plugin, where no option reaches it; so the body is cleaned
 * at the one place that all of them go through.
 */
export const withoutStackTraces: RequestHandler = (_req, res, next) => {
  const json = res.json.bind(res);
  res.json = body => json(res.statusCode >= 400 ? withoutStack(body) : body);
  next();
};

function withoutStack(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutStack);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'stack')
      .map(([key, entry]) => [key, withoutStack(entry)]),
  );
}
