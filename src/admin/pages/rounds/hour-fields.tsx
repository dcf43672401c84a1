import { type FormProps, Line } from './line.tsx';

/** Empty rows for further pauses. */
const spareRows = 1;

/** The hours in which messages may be sent, and when people with unfinished answers are reminded. */
export function HourFields(props: FormProps) {
  const { visit, typed, problems } = props;
  const { t } = visit.words;
  const rows = Array.from({ length: typed.pauseDay.length + spareRows }, (_, index) => index);
  return (
    <>
      <fieldset>
        <legend class="unseen">{t('rounds.hours')}</legend>
        <label class="pick" for="hours-within">
          <input
            id="hours-within"
            type="radio"
            name="hours"
            value="within"
            checked={typed.hours === 'within'}
          />
          <span>{t('rounds.within')}</span>
        </label>
        {problems.from && <small class="problem">{problems.from}</small>}
        <div class="pair times">
          <Time name="from" label={t('rounds.field.from')} value={typed.from} />
          <Time name="to" label={t('rounds.field.to')} value={typed.to} />
        </div>
        {rows.map((row) => (
          <Pause key={row} {...props} row={row} />
        ))}
        <label class="pick" for="hours-any">
          <input id="hours-any" type="radio" name="hours" value="any" checked={typed.hours === 'any'} />
          <span>
            {t('rounds.any-hour')}
            <small>{t('rounds.any-hour-hint')}</small>
          </span>
        </label>
      </fieldset>
      <h3>{t('rounds.reminders')}</h3>
      <p class="soft small">{t('rounds.reminders-hint')}</p>
      <div class="pair">
        <Line {...props} name="reminder1" required={false} />
        <Line {...props} name="reminder2" required={false} />
      </div>
    </>
  );
}

function Time({
  name,
  label,
  value,
  id = name,
}: {
  name: string;
  label: string;
  value: string;
  id?: string;
}) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input id={id} name={name} type="time" value={value} />
    </div>
  );
}

function Pause({ visit, typed, row }: FormProps & { row: number }) {
  const { t } = visit.words;
  const day = typed.pauseDay[row] ?? '';
  return (
    <div class="triple times">
      <div class="field">
        <label for={`pause-${row}`}>{t('rounds.field.pause')}</label>
        <select id={`pause-${row}`} name="pauseDay">
          <option value="" selected={day === ''}>
            {t('rounds.no-pause')}
          </option>
          {[1, 2, 3, 4, 5, 6, 0].map((weekday) => (
            <option key={weekday} value={weekday} selected={day === String(weekday)}>
              {t(`rounds.weekday.${weekday}`)}
            </option>
          ))}
        </select>
      </div>
      <Time
        id={`pause-from-${row}`}
        name="pauseFrom"
        label={t('rounds.field.from')}
        value={typed.pauseFrom[row] ?? ''}
      />
      <Time
        id={`pause-to-${row}`}
        name="pauseTo"
        label={t('rounds.field.to')}
        value={typed.pauseTo[row] ?? ''}
      />
    </div>
  );
}
