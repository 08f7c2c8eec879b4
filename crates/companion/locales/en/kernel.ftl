### What every capability says in one way: moments and ends.

## Moments

as-of = As of { $ago }
as-of-moment = As of a moment ago
ago-now = now
ago-minutes = { $count } min ago
ago-hours = { $count } h ago
ago-yesterday = yesterday
ago-days = { $count } days ago
ago-weeks = { $count } weeks ago
ago-months = { $count } months ago
ago-years = { $count } years ago
date = { $day } { $month } { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

## Ends

end-not-a-day = A day like 2026-12-31.
end-past = This day is past.
end-needed = Keys of New Central need an end.
end-too-far = ZeroPath tokens last 365 days at most.
