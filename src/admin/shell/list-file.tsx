/** The field of a list that is brought as a file, CSV or XLSX; what is read of it stands in `people/import/rows.ts`. */
export function ListFile({ label, hint }: { label: string; hint: string }) {
  return (
    <div class="field">
      <label for="file">{label}</label>
      <small id="file-hint" class="hint">
        {hint}
      </small>
      <input
        id="file"
        name="file"
        type="file"
        accept=".csv,.xlsx,.txt"
        required
        aria-describedby="file-hint"
      />
    </div>
  );
}
