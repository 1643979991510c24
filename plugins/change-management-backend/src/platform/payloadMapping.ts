import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { evaluate, expressionSchema } from './expressions';

const field = z.union([
  expressionSchema.transform(from => ({ from, words: {} })),
  z.strictObject({
    from: expressionSchema,
    words: z.record(z.string(), z.string()),
  }),
]);

/**
 * How the posts of another program become records, as configuration says it in JSONata, a language of paths and expressions
 * that reaches nothing but the post: `each` finds what there is one record for, the whole post where nothing is set; each of
 * `fields` says where its value stands there, and may put other words in its place. `$payload` is the whole post, `$headers`
 * are its headers, in lower case.
 */
export function payloadMappingSchema<F extends string>(
  fields: readonly [F, ...F[]],
) {
  return z.strictObject({
    each: expressionSchema.optional(),
    fields: z.partialRecord(z.enum(fields), field),
  });
}

/** See {@link payloadMappingSchema}. */
export type PayloadMapping<F extends string = string> = z.output<
  ReturnType<typeof payloadMappingSchema<F>>
>;

/**
 * What a post says, record by record; none where `each` finds nothing. A field that is not found is left out, and a word that
 * is not listed stays: the contract judges both.
 *
 * @throws InputError where the post is not JSON, or not such that an expression can be worked out
 */
export async function readPayload<F extends string>(
  { each, fields }: PayloadMapping<F>,
  {
    rawBody,
    headers,
  }: { rawBody: Buffer; headers: Record<string, string | undefined> },
): Promise<Partial<Record<F, unknown>>[]> {
  let payload: unknown;
  try {
    payload = JSON.parse(rawBody.toString('utf8'));
  } catch {
    throw new InputError('The body is not JSON.');
  }
  const bindings = { payload, headers };
  const found = each
    ? await evaluate('each', each, payload, bindings)
    : payload;
  const items = [found ?? []].flat();
  const named = Object.entries(fields) as [F, z.output<typeof field>][];
  return Promise.all(
    items.map(async item => {
      const record: Partial<Record<F, unknown>> = {};
      for (const [name, { from, words }] of named) {
        const value = await evaluate(name, from, item, bindings);
        if (value !== undefined && value !== null) {
          record[name] =
            new Map(Object.entries(words)).get(String(value)) ?? value;
        }
      }
      return record;
    }),
  );
}
