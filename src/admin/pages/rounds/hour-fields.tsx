import { type FormProps, Line } from './line.tsx';

/** Rows for pauses that stand ready beyond those that are set. */
const spareRows = 1;

/** When people may be written to, and when the unfinished are reminded. */
export function HourFields(props: FormProps) {
  const { visit, typed, problems } = props;
  const { t } = visit.words;
  const rows = Array.from({ length: typed.jeda_hari.length + spareRows }, (_, index) => index);
  return (
    <>
      <fieldset>
        <legend class="unseen">{t('rounds.hours')}</legend>
        <label class="pick" for="jam">
          <input id="jam" type="radio" name="jam" value="jam" checked={typed.jam === 'jam'} />
          <span>{t('rounds.within')}</span>
        </label>
        {problems.dari && <small class="problem">{problems.dari}</small>}
        <div class="pair times">
          <Time name="dari" label={t('rounds.field.dari')} value={typed.dari} />
          <Time name="sampai" label={t('rounds.field.sampai')} value={typed.sampai} />
        </div>
        {rows.map((row) => (
          <Pause key={row} {...props} row={row} />
        ))}
        <label class="pick" for="bebas">
          <input id="bebas" type="radio" name="jam" value="bebas" checked={typed.jam === 'bebas'} />
          <span>
            {t('rounds.any-hour')}
            <small>{t('rounds.any-hour-hint')}</small>
          </span>
        </label>
      </fieldset>
      <h3>{t('rounds.reminders')}</h3>
      <p class="soft small">{t('rounds.reminders-hint')}</p>
      <div class="pair">
        <Line {...props} name="ingat1" required={false} />
        <Line {...props} name="ingat2" required={false} />
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
  const day = typed.jeda_hari[row] ?? '';
  return (
    <div class="triple times">
      <div class="field">
        <label for={`jeda-${row}`}>{t('rounds.field.jeda')}</label>
        <select id={`jeda-${row}`} name="jeda_hari">
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
        id={`jeda-dari-${row}`}
        name="jeda_dari"
        label={t('rounds.field.dari')}
        value={typed.jeda_dari[row] ?? ''}
      />
      <Time
        id={`jeda-sampai-${row}`}
        name="jeda_sampai"
        label={t('rounds.field.sampai')}
        value={typed.jeda_sampai[row] ?? ''}
      />
    </div>
  );
}
