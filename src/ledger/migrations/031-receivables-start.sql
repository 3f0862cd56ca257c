-- The sync start date of receivables: the day on which the company was added, by the calendar of its books.
update company set settings = settings
    || jsonb_build_object('receivablesSince', to_char(created_at at time zone zone, 'YYYY-MM-DD'))
 where not settings ? 'receivablesSince';
