import {
  scheduleQuerySchema,
  scheduleSchema,
  simulateInputSchema,
  simulationSchema,
  slotsInputSchema,
  slotsSchema,
} from '../schedule';
import {
  windowFormSchema,
  windowPageSchema,
  windowPatchSchema,
  windowQuerySchema,
  windowSchema,
  windowWithHistorySchema,
} from '../windows';
import { get, Route } from './route';

/** The schedule, windows and freezes. */
export const scheduleRoutes = {
  getSchedule: {
    ...get(
      '/schedule',
      'What is planned, going on or done in a span of time: changes, windows, freezes, and what collides',
      scheduleSchema,
    ),
    query: scheduleQuerySchema,
  },
  findSlots: {
    method: 'post',
    path: '/schedule/slots',
    summary: 'The next times without any conflict; nothing is stored',
    body: slotsInputSchema,
    status: 200,
    response: slotsSchema,
  },
  simulateSchedule: {
    method: 'post',
    path: '/schedule/simulate',
    summary: 'The difference that a set of moves would make; nothing is stored',
    body: simulateInputSchema,
    status: 200,
    response: simulationSchema,
  },
  createWindow: {
    method: 'post',
    path: '/windows',
    summary: 'Make a maintenance window or a freeze, or propose one as a draft',
    body: windowFormSchema,
    status: 201,
    response: windowSchema,
  },
  listWindows: {
    ...get('/windows', 'Find windows and freezes', windowPageSchema),
    query: windowQuerySchema,
  },
  getWindow: get(
    '/windows/{id}',
    'One window or freeze, with its history',
    windowWithHistorySchema,
  ),
  editWindow: {
    method: 'patch',
    path: '/windows/{id}',
    summary: 'Edit a window or freeze, or put a draft in force',
    body: windowPatchSchema,
    status: 200,
    response: windowSchema,
  },
  retireWindow: {
    method: 'delete',
    path: '/windows/{id}',
    summary: 'Take a window or freeze out of force; its record stays',
    status: 200,
    response: windowSchema,
  },
} satisfies Record<string, Route>;
