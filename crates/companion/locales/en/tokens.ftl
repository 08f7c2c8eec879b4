### What is said of credentials: kept, issued, rotated.

## Tokens

tokens-ended =
    { $count ->
        [one] 1 has ended
       *[other] { $count } have ended
    }
tokens-refused =
    { $count ->
        [one] 1 isn’t accepted
       *[other] { $count } aren’t accepted
    }
tokens-end-soon =
    { $count ->
        [one] 1 ends soon
       *[other] { $count } end soon
    }
tokens-other =
    { $count ->
        [one] 1 needs a look
       *[other] { $count } need a look
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
ends-years = in { $count } years
ends-fixed = On { $day }, as New Central says. It can’t be moved.
ended-days =
    { $count ->
        [one] a day ago
       *[other] { $count } days ago
    }
ended-months-ago = ended { $count } months ago
ended-days-ago =
    { $count ->
        [one] ended a day ago
       *[other] ended { $count } days ago
    }
token-ends = Ends { $ends }
token-ended = Ended { $ends }
advice-unverified = Not checked yet: nobody could be asked.
advice-no-secret = Its secret isn’t in the keychain.
advice-ended = It has ended.
advice-ends-soon = Its end is near.
advice-no-end = Its end isn’t known here. With it, a reminder comes in time.
advice-unused = Not used for 90 days.
advice-same-account = Another token here is of the same account.
advice-elsewhere = { $source } holds the same token. With one for each program, each can be revoked alone.
advice-copies =
    { $count ->
        [one] A copy in the home folder is out of date.
       *[other] { $count } copies in the home folder are out of date.
    }
advice-ended-there = It has ended.
advice-ends-fixed = Its end can’t be moved.
found-central = { $source } holds a token. Adding it sends it to { $host } and, if it isn’t known there, to { $other }.
found-zero-path = { $source } holds a ZeroPath token. Adding it sends it to { $host }.
token-accepted = Accepted
token-refused = Not accepted
token-unknown = Not known
token-unverified = Not verified
token-host = Where
token-added = Added
token-verified = Last verified
token-used = Last used by Perigee
token-file = File
token-copy-stale = Copy, out of date
token-copy-right = Copy
token-copy-found = Copy
token-verify = Verify now
token-replace = Enter a new token…
token-copy = Copy token
token-copy-curl = Copy as curl
token-forget = Forget here…
token-forget-now = Forget here
token-rotate = Rotate…
token-issued-as = Name at Central
token-renew = Renew local token…
token-repair-copies = Update the copies
ask-forget-token-title = Forget “{ $name }” here?
ask-forget-token-text = The token stays valid where it was made. It is only dropped from this computer.
ask-forget-token-yes = Forget
ask-forget-account-title = Forget “{ $name }” here?
ask-forget-account-yes = Forget
ask-renew-token-title = Renew the token of this computer’s service?
ask-renew-token-text = The service stops for a moment and makes a new token. Other programs with a copy of the old one stop working until they get the new one.
ask-renew-token-yes = Renew
account-kind-needed = Choose what kind it is: nobody can be asked.
not-renewed-title = The token couldn’t be renewed
not-renewed-text = The service is looked for again.
copies-not-repaired-title = The copies couldn’t be updated
copies-not-repaired-text = They are as they were.
secret-not-forgotten-title = A token couldn’t be removed from the keychain
secret-not-forgotten-text = The keychain may be locked. Tokens shows what is left there.
not-taken-title = { $source } holds no token any more
not-taken-text = Nothing was changed.
tray-token-ends = The token “{ $name }” ends { $ends }
tray-token-ended = The token “{ $name }” ended { $ends }

## Adding an account

account-empty = Paste a token here.
account-demo = In the demo, nothing is sent anywhere. Leave the demo to connect an account.
account-not-a-token = A token is one line of letters and digits.
account-bad-address = This is no address like https://controller.example:9993.
account-not-https = A token is sent over https only, or to this computer.
account-unknown-host = { $host } doesn’t know this token.
account-unknown-hosts = Neither { $host } nor { $other } knows this token.
account-other-kind = This token is for something else.
account-other-account = This token belongs to another account. Connect it as a new one.
account-silent = { $host }: { $why }
account-forbidden = { $host } refuses, and doesn’t say whether it knows this token.
account-elsewhere = Nothing at { $base } answers as this kind of account does. Is the address right?
account-known = This account is here already: “{ $name }”.

## Tokens that authorities have issued

issued-tokens = Tokens of “{ $name }”
issued-accounts = Service accounts of “{ $name }”
issued-own-unknown = Central doesn’t say which of these is in use here. Mark it in its menu.
issued-no-api = The plan of “{ $name }” comes without API access: its keys are managed on central.zerotier.com.
issued-forbidden = This key may not look after the service accounts of “{ $name }”.
issued-in-use = In use here: { $name }
issued-is-own = In use here, as “{ $name }”
issued-not-here = Not kept here
issued-made = Made { $when }
issued-used = used { $when }
issued-create-token = Create token…
issued-create-key = Create key…
issued-create-account = Create service account…
issued-edit-account = Edit…
issued-delete-account = Delete…
issued-revoke = Revoke…
ask-revoke-title = Revoke “{ $name }”?
ask-revoke-text = It stops working at once, wherever it is used.
ask-revoke-yes = Revoke
ask-revoke-own-title = Revoke “{ $name }”, which is in use here?
ask-revoke-own-text = Perigee can no longer administer these networks until a new token is entered. To replace it without a gap, rotate it.
ask-revoke-own-yes = Revoke
ask-revoke-unknown-title = Revoke “{ $name }”?
ask-revoke-unknown-text = It stops working at once, wherever it is used. It may be the one in use here: Central doesn’t tell which that is.
ask-revoke-unknown-yes = Revoke
ask-delete-account-title = Delete the service account “{ $name }”?
ask-delete-account-text = All its keys stop working at once, wherever they are used.
ask-delete-account-yes = Delete
ask-delete-own-account-title = Delete “{ $name }”, whose key is in use here?
ask-delete-own-account-text = All its keys stop working at once. Perigee can no longer administer these networks until a new key is entered.
ask-delete-own-account-yes = Delete
ask-delete-account-unknown-title = Delete the service account “{ $name }”?
ask-delete-account-unknown-text = All its keys stop working at once, wherever they are used. The one in use here may be among them: Central doesn’t tell.
ask-delete-account-unknown-yes = Delete
token-in-doubt = It isn’t known whether “{ $name }” was changed
token-not-revoked = “{ $name }” wasn’t revoked
token-not-renamed = “{ $name }” wasn’t renamed
service-account-not-deleted = The service account “{ $name }” wasn’t deleted
issue-create = Create
issue-save = Save
issue-rotate = Rotate
issue-token-title = A new token of “{ $name }”
issue-token-text = For another program. It may do all that this account may, and has no end.
issue-key-title = A new key for “{ $name }”
issue-key-text = For another program. It may do all that this service account may, until it ends.
issue-made-title = “{ $name }” was created
issue-account-title = A new service account in “{ $name }”
issue-account-text = An account for a program. Its keys administer the whole organisation.
issue-edit-account-title = Service account “{ $name }”
issue-rotation-title = Rotate the token of “{ $name }”
issue-rotation-text = A new token is made, checked and used here; then the old one is revoked. If this stops halfway, at least one of them works.
issue-no-name = It needs a name.
issue-name-taken = Another one has this name.
issue-bad-id = Lower-case letters, digits, “-”, “_” and “.”, beginning with a letter or digit.
issue-id-taken = Another service account has this address.
issue-not-chosen = Choose the one in use here: it is revoked in the end.
issue-no-keychain = The token in use is in no keychain. Two of them can’t be kept safely without one.

## Rotation

rotation-make = Make a new token
rotation-verify = Verify it
rotation-switch = Use it here
rotation-revoke = Revoke the old one
rotation-confirm = See that the old one is refused
progress-done = done
progress-running = under way
progress-stopped = stopped here
progress-ahead = to come
rotation-running = A new token is taking this one’s place.
rotation-done = Rotated. The old token is no longer accepted.
rotation-interrupted = Perigee was closed before this was done.
rotation-stopped = Rotation stopped
rotation-stopped-before = The old token is in use and works as before.
rotation-stopped-between = The old token and the new one both work.
rotation-stopped-after = The new token is in use. The old one may still work too.
rotation-keychain-missing = There is no keychain to keep the new token in.
rotation-keychain-locked = The keychain wasn’t unlocked.
rotation-keychain-elsewhere = The token was kept for another address than the account has now.
rotation-keychain-failed = The keychain didn’t do it.
rotation-other-account = The new token is of another account.
rotation-still-accepted = The old token was revoked and is still accepted. It may take Central a moment, or another token was meant.
rotation-not-saved = The settings can’t be written. Without them, nobody would know after a crash how far this had come.
rotation-stopped-confirm = The new token is in use. The old one is revoked, as Central says, and wasn’t seen to be refused.
rotation-new-refused = The new token is in use and isn’t accepted any more. The old one is still in the keychain.
rotation-end = Leave it at that
rotation-row = Rotation stopped. { $text }
rotation-go-on = Continue
rotation-take-back = Keep the old token
rotation-leave = Keep both
