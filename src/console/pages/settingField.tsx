import { choiceWord, type ShownSetting } from '../views/settingGroups';

/** One setting on a form: its name, what it is for, its choices. @param prefix before its name in what is sent */
export const SettingField = ({
  setting,
  prefix = '',
  suggestions = [],
}: {
  readonly setting: ShownSetting;
  readonly prefix?: string;
  /** Names of accounts that do. */
  readonly suggestions?: readonly string[];
}) => {
  const { name, label, about, kind, value, note, isTrouble } = setting;
  const id = `${prefix}${name}`;
  const noteId = `${id}-note`;
  const described = about !== '' || note !== null ? noteId : undefined;
  return (
    <div class="setting">
      <label for={id}>{label}</label>
      {kind.kind === 'choice' ? (
        <select id={id} name={id} aria-describedby={described}>
          {kind.choices.map((choice) => (
            <option key={choice} value={choice} selected={choice === value}>
              {choiceWord(name, choice)}
            </option>
          ))}
        </select>
      ) : kind.kind === 'number' ? (
        <input
          id={id}
          name={id}
          type="number"
          min={kind.minimum}
          max={kind.maximum}
          required
          value={value}
          aria-describedby={described}
        />
      ) : kind.kind === 'day' ? (
        <input id={id} name={id} type="date" required value={value} aria-describedby={described} />
      ) : (
        <input
          id={id}
          name={id}
          maxLength={200}
          value={value}
          autocomplete="off"
          aria-describedby={described}
          {...(suggestions.length > 0 ? { list: `${id}-list` } : {})}
        />
      )}
      {suggestions.length > 0 && (
        <datalist id={`${id}-list`}>
          {suggestions.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
      {described && (
        <p id={noteId} class="hint">
          {about}
          {note !== null && <span class={isTrouble ? 'trouble' : undefined}> {note}</span>}
        </p>
      )}
    </div>
  );
};

/** The same, to be read. */
export const SettingFact = ({ setting }: { readonly setting: ShownSetting }) => (
  <>
    <dt>{setting.label}</dt>
    <dd>
      {setting.value === ''
        ? '–'
        : setting.kind.kind === 'choice'
          ? choiceWord(setting.name, setting.value)
          : setting.value}
      {setting.note !== null && <span class="hint"> {setting.note}</span>}
    </dd>
  </>
);
