### What the model says of credentials.

palette-tokens = Go to Tokens

## Tokens

tokens-care =
    { $count ->
        [one] One needs care
       *[other] { $count } need care
    }
tokens-service = ZeroTier service, this computer
tokens-legacy = ZeroTier Central (legacy)
tokens-new = New Central, API keys
tokens-controller = Controllers elsewhere
tokens-zero-path = ZeroPath
tokens-made-at = Where these are made
tokens-left-over =
    { $count ->
        [one] The keychain holds a secret that belongs to nothing here. Something may have ended while it was kept.
       *[other] The keychain holds { $count } secrets that belong to nothing here. Something may have ended while they were kept.
    }
tokens-forget-left-over = Drop them
token-of-service = Token of the service
purpose-service = Controls ZeroTier on this computer
purpose-legacy = Administers networks at { $host }
purpose-new = Administers an organisation at { $host }
purpose-controller = Administers the networks of { $host }
purpose-zero-path = Security scans at { $host }
kept-keychain = System keychain
kept-memory = Until the app closes
kept-service = The service’s own file
kept-copy = A copy in the home folder
never = never
ends-today = today
ends-days =
    { $count ->
        [one] in a day
       *[other] in { $count } days
    }
ends-months = in { $count } months
ended-days =
    { $count ->
        [one] a day ago
       *[other] { $count } days ago
    }
ended-days-ago =
    { $count ->
        [one] ended a day ago
       *[other] ended { $count } days ago
    }
token-ends = Ends { $ends }
token-ended = Ended { $ends }
advice-unverified = Nobody could be asked whether it fits.
advice-no-secret = Its secret isn’t in the keychain.
advice-ended = It has ended. Make a new one and replace it.
advice-far = It lasts more than a year. A shorter one does less harm when it gets lost.
advice-no-end = Its end isn’t known here. With it, a reminder comes in time.
advice-unused = Not used for 90 days.
advice-same-account = Another token here is of the same account.
advice-copies =
    { $count ->
        [one] A copy in the home folder is out of date.
       *[other] { $count } copies in the home folder are out of date.
    }
found-central = { $source } holds a token. Taking it asks api.zerotier.com, then central.zerotier.com, whose it is.
found-zero-path = { $source } holds a ZeroPath token. Taking it asks zeropath.com whether it fits.
token-accepted = Accepted
token-refused = Not accepted
token-unknown = Not known
token-unverified = Not verified
clock-behind = The clock of this computer is { $count } minutes behind.
clock-ahead = The clock of this computer is { $count } minutes ahead.
token-host = Where
token-id = Token ID
token-kept = Kept in
token-added = Added
token-verified = Last verified
token-used = Last used by Perigee
token-file = File
token-copy-stale = Copy, out of date
token-copy-right = Copy
token-copy-found = Copy
token-verify = Verify now
token-replace = Replace…
token-copy = Copy once
token-copy-curl = Copy as curl
token-forget = Forget here…
token-forget-now = Forget here
token-renew = Renew local token…
token-repair-copies = Update the copies
ask-forget-token-title = Forget “{ $name }” here?
ask-forget-token-text = The token stays valid where it was made. It is only dropped from this computer.
ask-forget-token-yes = Forget
ask-forget-account-title = Forget “{ $name }” here?
ask-forget-account-text = The account and its networks are no longer shown. The token stays valid where it was made.
ask-forget-account-yes = Forget
ask-renew-token-title = Renew the token of this computer’s service?
ask-renew-token-text = The service stops for a moment and makes a new token. Other programs with a copy of the old one stop working until they get the new one.
ask-renew-token-yes = Renew
end-not-a-day = A day like 2026-12-31.
end-past = This day is past.
end-too-far = ZeroPath tokens last 365 days at most.
account-kind-needed = Choose what kind it is: nobody can be asked.
not-renewed-title = The token couldn’t be renewed
not-renewed-text = The service is looked for again.
copies-not-repaired-title = The copies couldn’t be updated
copies-not-repaired-text = They are as they were.
not-taken-title = { $source } holds no token any more
not-taken-text = Nothing was changed.
news-token-ends = The token “{ $name }” ends { $ends }
news-token-ended = The token “{ $name }” ended { $ends }
tray-token-ends = The token “{ $name }” ends { $ends }
tray-token-ended = The token “{ $name }” ended { $ends }
