const api = '/api/change-management';

const get = (path, as) => ({ next: () => ({ method: 'GET', path, ...as }) });

function post(as, next, onResponse) {
  return {
    next: () => {
      const { path, body } = next();
      return { method: 'POST', path, body: JSON.stringify(body), ...as };
    },
    onResponse,
  };
}

/** Passes ids on from one step to the next. */
function queue() {
  const ids = [];
  return {
    put: id => ids.push(id),
    take: () => ids.shift(),
    left: () => ids.length,
  };
}

/**
 * What is measured, in the order in which it is measured; `floor` names the bare route that does the least of the same
 * kind. Reads come first, so that they find as many changes as the size says.
 */
export function scenarios({ tokens, forms, busyService, services }, numbers) {
  const as = name => ({
    headers: {
      authorization: `Bearer ${tokens[name]}`,
      'content-type': 'application/json',
    },
  });
  const entity = encodeURIComponent(busyService);
  let turn = 0;
  const form = () => forms[turn++ % forms.length];
  const number = () => numbers[turn++ % numbers.length];
  const service = () => encodeURIComponent(services[turn++ % services.length]);
  const [created, submitted] = [queue(), queue()];

  const step = (from, to, who, path, body) => ({
    ...post(
      as(who),
      () => ({ path: `${api}/changes/${from.take()}/${path}`, body }),
      (_status, answer) => to?.put(JSON.parse(answer).id),
    ),
    left: from.left,
  });

  return {
    reads: {
      'bare: one row': {
        next: () => ({
          method: 'GET',
          path: `/api/bare/changes/${number().bare}`,
          ...as('owner'),
        }),
      },
      'get a change': {
        floor: 'bare: one row',
        next: () => ({
          method: 'GET',
          path: `${api}/changes/CHG-${number().product}`,
          ...as('owner'),
        }),
      },
      'bare: a page of 50': get(
        `/api/bare/changes?entityRef=${entity}`,
        as('owner'),
      ),
      'history of a service': {
        floor: 'bare: a page of 50',
        ...get(`${api}/changes?entityRef=${entity}&limit=50`, as('owner')),
      },
      'summary of a service': {
        floor: 'bare: a page of 50',
        ...get(
          `${api}/entities/${busyService.replace(':', '/')}/summary`,
          as('owner'),
        ),
      },
      'all changes': {
        floor: 'bare: a page of 50',
        ...get(`${api}/changes?limit=50`, as('owner')),
      },
    },
    // More pages than a portal remembers; what they drive out of its memory would weigh on the other reads.
    turns: {
      'bare: pages in turn': {
        next: () => ({
          method: 'GET',
          path: `/api/bare/changes?entityRef=${service()}`,
          ...as('manager'),
        }),
      },
      'histories in turn': {
        floor: 'bare: pages in turn',
        next: () => ({
          method: 'GET',
          path: `${api}/changes?entityRef=${service()}&limit=50`,
          ...as('manager'),
        }),
      },
    },
    writes: {
      'bare: insert': post(as('requester'), () => ({
        path: '/api/bare/changes',
        body: form(),
      })),
      create: {
        floor: 'bare: insert',
        ...post(
          as('requester'),
          () => ({ path: `${api}/changes`, body: form() }),
          (_status, answer) => created.put(JSON.parse(answer).id),
        ),
      },
      submit: {
        floor: 'bare: insert',
        ...step(created, submitted, 'requester', 'submit', {}),
      },
      approve: {
        floor: 'bare: insert',
        ...step(submitted, undefined, 'manager', 'decisions', {
          decision: 'approve',
          comment: 'Fine',
        }),
      },
    },
  };
}
