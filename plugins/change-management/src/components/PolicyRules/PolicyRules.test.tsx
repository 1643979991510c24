import { renderInTestApp } from '@backstage/frontend-test-utils';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import {
  defaultPolicy,
  Policy,
} from 'backstage-plugin-change-management-common';
import { ReactNode, useState } from 'react';
import { fakeBackend } from '../../__testUtils__/fakeBackend';
import { surroundings } from '../../__testUtils__/renderPage';
import { ServerState } from '../../hooks';
import { useText } from '../../translation';
import { rulesInWords } from '../Policy';
import { ApprovalRulesForm } from './ApprovalRulesForm';
import { check, Written } from './document';
import { RiskForm } from './RiskForm';
import { WritingProvider } from './writing';

jest.setTimeout(120_000);

let last: Written;
const before = defaultPolicy as Policy;

/** A document that is being written in forms, and its rules in words once it is sound. */
const Writing = ({ children }: { children: ReactNode }) => {
  const [document, setDocument] = useState<Written>({ ...before });
  last = document;
  const { sound, problems } = check(document);
  const t = useText();
  return (
    <WritingProvider {...{ document, before, problems }} onChange={setDocument}>
      {children}
      <output aria-label="in words">
        {sound &&
          rulesInWords(sound, t).map(({ words }, index) => (
            <p key={index}>{words}</p>
          ))}
      </output>
      <output aria-label="problems">
        {problems.map(({ path }) => path).join(' ')}
      </output>
    </WritingProvider>
  );
};

async function open(form: ReactNode) {
  const { client } = fakeBackend({});
  renderInTestApp(
    <ServerState>
      <Writing>{form}</Writing>
    </ServerState>,
    surroundings(client),
  );
  await screen.findByLabelText('in words');
}

const inWords = () => screen.getByLabelText('in words');
const wrong = () => screen.getByLabelText('problems');
/** What has this name. Among hundreds of fields, to ask for the labels of each takes seconds. */
function find(name: string, whole: HTMLElement): HTMLElement | null {
  const label = within(whole).queryByText<HTMLLabelElement>(name, {
    selector: 'label',
  });
  return label
    ? document.getElementById(label.htmlFor)
    : whole.querySelector(`[aria-label="${name}"]`);
}
const part = (name: string, whole: HTMLElement = document.body) =>
  find(name, whole) ?? within(whole).getByLabelText(name);
const put = (whole: HTMLElement, label: string, value: string) =>
  fireEvent.change(part(label, whole), { target: { value } });
const press = (whole: HTMLElement, name: string) =>
  fireEvent.click(find(name, whole) ?? within(whole).getByText(name));

describe('the form of approvals', () => {
  it('says who approves, how many of them and when, and what is missing at its field', async () => {
    await open(<ApprovalRulesForm />);
    press(document.body, 'Add an approval rule');
    const rule = part('Approval rule 5');
    const text = part('What the rule says', rule);
    expect(text).toHaveAccessibleDescription('Must be given');
    expect(inWords()).toBeEmptyDOMElement();
    fireEvent.change(text, { target: { value: 'Owners agree.' } });
    expect(text).toBeVisible();
    put(rule, 'Kind', 'dependents');
    put(rule, 'Steps away at most', '3');
    press(rule, 'Add an approver');
    const second = part('Approver 2', rule);
    put(second, 'Kind', 'person');
    const person = part('Person or group', second);
    expect(person).toHaveAccessibleDescription('Must be given');
    await userEvent.type(person, 'karim');
    fireEvent.click(await screen.findByText('Karim'));
    put(rule, 'How many', 'atLeast');
    put(rule, 'Different people', '2');

    put(rule, 'Applies', 'any');
    const one = part('Condition 1', rule);
    expect(one).toHaveTextContent('Choose or type at least one');
    expect(wrong()).toHaveTextContent(/approvalRules\.4\.when/);
    fireEvent.click(part('Database', one));
    press(rule, 'Add a condition');
    const two = part('Condition 2', rule);
    put(two, 'What', 'entities.tags');
    put(two, 'How', 'containsNot');
    put(two, 'Value', 'internal');
    press(rule, 'Add a group');
    const group = part('Conditions 3', rule);
    expect(part('Group', group)).toHaveValue('all');
    fireEvent.click(part('Access', part('Condition 1', group)));
    put(part('Condition 2', group), 'What', 'risk.likelihood');
    put(part('Condition 2', group), 'Numbers, with commas', '4, 5');
    await waitFor(() =>
      expect(inWords()).toHaveTextContent(
        /2 different people of owners of what depends on it within 3 steps or user:default\/karim, if the category is database or the tags of the affected entities do not contain internal or \(the category is access and the likelihood is 4 or 5\)\. Owners agree\./,
      ),
    );
    expect((last.approvalRules as Policy['approvalRules'])[4]).toEqual({
      id: 'approval-5',
      approvers: [
        { owners: 'dependents', hops: 3 },
        { person: 'user:default/karim' },
      ],
      quorum: { atLeast: 2 },
      rule: 'Owners agree.',
      clause: '§3.2a',
      when: {
        $any: [
          { 'change.category': 'database' },
          { $not: { 'entities.tags': { $contains: 'internal' } } },
          {
            $all: [
              { 'change.category': 'access' },
              { 'risk.likelihood': { $in: [4, 5] } },
            ],
          },
        ],
      },
    });
  });

  it('puts rules in order and removes them; what was opened stays open', async () => {
    await open(<ApprovalRulesForm />);
    press(document.body, 'Edit Approval rule 2');
    press(document.body, 'Move Approval rule 2 up');
    expect(screen.getByLabelText('Move Approval rule 1 down')).toHaveFocus();
    expect(part('Name in records', part('Approval rule 1'))).toHaveValue(
      'high-risk',
    );
    press(document.body, 'Remove Approval rule 3');
    const ids = (last.approvalRules as Policy['approvalRules']).map(
      ({ id }) => id,
    );
    expect(ids).toEqual(['high-risk', 'change-manager', 'security-relevant']);
    expect(part('Approval rule 1')).not.toHaveTextContent('Changed');
    put(part('Approval rule 1'), 'What the rule says', 'Both look.');
    expect(part('Approval rule 1')).toHaveTextContent('Changed');
  });
});

describe('the form of risk', () => {
  it('writes the questionnaire, the matrix, levels and points', async () => {
    await open(<RiskForm />);
    press(document.body, 'Edit Question 1');
    const question = part('Question 1');
    const answer = part('Answer 3', question);
    put(answer, 'Points', '');
    expect(part('Points', answer)).toHaveAccessibleDescription('Must be given');
    put(answer, 'Points', '4');
    press(question, 'Add an answer');
    put(part('Answer 4', question), 'Answer', 'Nobody knows');
    expect(inWords()).toHaveTextContent(/Never \(4\) · Nobody knows \(3\)/);

    put(document.body, 'Likelihood 1, impact 5', 'high');
    expect(inWords()).toHaveTextContent(/low, low, low, low, high/);

    const floors = screen.getByRole('region', { name: 'Never below' });
    press(floors, 'Add a level');
    const floor = part('Level 3', floors);
    put(floor, 'Because', 'Money moves.');
    expect(within(floor).queryByText('the level of risk')).toBeNull();
    put(floor, 'What', 'entities.systems');
    put(floor, 'Value', 'payments');
    expect(inWords()).toHaveTextContent(
      /never below medium, if the systems of the affected entities contain payments: Money moves\./,
    );

    fireEvent.click(
      screen.getByText('What is measured', { selector: 'button' }),
    );
    press(document.body, 'Remove Other changes at the same time: Step 1');
    put(document.body, 'Database', '7');
    put(document.body, 'Access', '');
    put(document.body, 'Affected: low', '1');
    put(document.body, 'Weights at 1, 2, 3 … steps', '1, 2,');
    expect(wrong()).toHaveTextContent('risk.measured.dependents.weights.1');
    put(document.body, 'Weights at 1, 2, 3 … steps', '1, .2');
    const { measured } = last.risk as Policy['risk'];
    expect(measured.overlaps).toEqual([]);
    expect(measured.category).toEqual({ infrastructure: 1, database: 7 });
    expect(measured.criticality.direct).toMatchObject({ low: 1, high: 1 });
    expect(measured.dependents.weights).toEqual([1, 0.2]);
    const period = part('Hours 1');
    fireEvent.click(part('Fri', period));
    put(period, 'To, such as 18:30', '07:00');
    expect(part('To, such as 18:30', period)).toHaveAccessibleDescription(
      'must be later than from',
    );
  });
});
