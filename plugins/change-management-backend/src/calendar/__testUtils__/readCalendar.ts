import ICAL from 'ical.js';
import nodeIcal from 'node-ical';

/** An event, as a calendar program understands it. */
export interface ReadEvent {
  uid: string;
  sequence: number;
  start: string;
  end: string;
  summary: string;
  description: string;
  status: string;
  url: string;
  categories: string[];
}

const byUid = (a: ReadEvent, b: ReadEvent) => a.uid.localeCompare(b.uid);

function readByIcalJs(text: string): ReadEvent[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents('vevent').map(component => {
    const event = new ICAL.Event(component);
    const first = (name: string) =>
      String(component.getFirstPropertyValue(name));
    return {
      uid: event.uid,
      sequence: event.sequence,
      start: event.startDate.toJSDate().toISOString(),
      end: event.endDate.toJSDate().toISOString(),
      summary: event.summary,
      description: event.description,
      status: first('status'),
      url: first('url'),
      categories:
        (component.getFirstProperty('categories')?.getValues() as string[]) ??
        [],
    };
  });
}

/** A property with parameters comes as an object. */
function plain(value: any): string {
  return value?.val ?? value;
}

function readByNodeIcal(text: string): ReadEvent[] {
  return Object.values(nodeIcal.sync.parseICS(text)).flatMap((item: any) =>
    item?.type === 'VEVENT'
      ? [
          {
            uid: item.uid,
            sequence: Number(item.sequence),
            start: item.start.toISOString(),
            end: item.end.toISOString(),
            summary: plain(item.summary),
            description: plain(item.description),
            status: item.status,
            url: plain(item.url),
            categories: item.categories ?? [],
          },
        ]
      : [],
  );
}

/** What two independent parsers read, who have to agree, in the order of the keys. */
export function readCalendar(text: string): ReadEvent[] {
  const events = readByIcalJs(text).sort(byUid);
  expect(readByNodeIcal(text).sort(byUid)).toEqual(events);
  return events;
}
