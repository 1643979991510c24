import express from 'express';
import request from 'supertest';
import { withoutStackTraces } from './withoutStackTraces';

const app = express();
app.use(withoutStackTraces);
app.get('/error', (_req, res) => {
  res.status(500).json({
    error: {
      name: 'Error',
      message: 'no',
      stack: 'Error: no\n    at secret.ts:1:1',
      cause: { name: 'Error', message: 'why', stack: 'at other.ts:1:1' },
      errors: [{ message: 'one', stack: 'at third.ts:1:1' }],
    },
    response: { statusCode: 500 },
  });
});
app.get('/fine', (_req, res) => {
  res.json({ stack: 'LIFO' });
});

describe('withoutStackTraces', () => {
  it('takes the stack out of an error and of whatever caused it', async () => {
    const response = await request(app).get('/error');

    expect(response.status).toBe(500);
    expect(response.body).toEqual({
      error: {
        name: 'Error',
        message: 'no',
        cause: { name: 'Error', message: 'why' },
        errors: [{ message: 'one' }],
      },
      response: { statusCode: 500 },
    });
  });

  it('leaves answers that are no errors alone', async () => {
    const response = await request(app).get('/fine');

    expect(response.body).toEqual({ stack: 'LIFO' });
  });
});
