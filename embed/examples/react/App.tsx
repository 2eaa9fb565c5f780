import { useMemo, useState } from "react";
import type { Locale, Place } from "replica-log";
import { ReplicaLog } from "replica-log/react";

export function App() {
  const [open, setOpen] = useState(true);
  const [locale, setLocale] = useState<Locale>("en-US");
  const [place, setPlace] = useState<Place>({ record: "609b573d53ccce752bf9b860" });
  const options = useMemo(() => ({ locale }), [locale]);
  return (
    <>
      <nav>
        <button onClick={() => setPlace({ record: "609b573d53ccce752bf9b860" })}>One execution</button>
        <button onClick={() => setPlace({ record: "65b07d7eb69e4404f9ba4a4e" })}>Another</button>
        <button onClick={() => setOpen(false)}>Close</button>
        <button onClick={() => setLocale("zh-CN")}>中文</button>
      </nav>
      <p>
        You are at <output>{new URLSearchParams(Object.entries(place)).toString()}</output>
      </p>
      {open && <ReplicaLog place={place} options={options} onNavigate={setPlace} />}
    </>
  );
}
