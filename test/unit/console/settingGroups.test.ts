import { kindOf, settingNames } from '../../../src/acts/settingsView';
import {
  aboutSetting,
  choiceWord,
  labelOf,
  settingGroups,
  settingsWithoutPlace,
} from '../../../src/console/views/settingGroups';

test('every setting has its place, once, with a name and a meaning for people', () => {
  expect(settingsWithoutPlace()).toEqual([]);
  const placed = settingGroups.flatMap(({ settings }) => settings);
  expect(new Set(placed).size).toBe(placed.length);
  expect([...placed].sort()).toEqual([...settingNames].sort());
  for (const name of placed) {
    expect([name, labelOf(name)]).not.toEqual([name, name]);
    if (!name.startsWith('conflict')) expect([name, aboutSetting(name).length > 10]).toEqual([name, true]);
  }
});

test('every choice is said in words', () => {
  for (const name of settingNames) {
    const kind = kindOf(name);
    if (kind.kind !== 'choice') continue;
    const words = kind.choices.map((choice) => choiceWord(name, choice));
    expect(new Set(words).size).toBe(words.length);
    for (const [index, choice] of kind.choices.entries()) expect(words[index]).not.toBe(choice);
  }
});
