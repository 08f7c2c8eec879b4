### What is said of whoever admits members: how an account answers, and why not.

## Authorities

own-controller = This computer’s controller
remedy-new-token = Enter a new token

authority-refused-title = { $host } doesn’t accept the token of “{ $name }”
authority-refused-text = It may have been revoked. Nothing more is sent with it.
authority-no-token-title = The token of “{ $name }” isn’t in the keychain
authority-no-token-text = It may have been removed there. A new one can be entered.
authority-locked-title = The keychain is locked
authority-locked-text = The token of “{ $name }” is in it.
authority-elsewhere-title = The address of “{ $name }” has changed
authority-elsewhere-text = Its token was kept for another address and stays in the keychain. If the new one is right, the token can be entered again.
authority-no-keychain-title = The keychain can’t be asked
authority-no-keychain-text = The token of “{ $name }” is in it.
authority-no-controller-title = This ZeroTier has no controller
authority-no-controller-text = Some builds come without it.
authority-forbidden-title = { $host } refuses to show this
authority-forbidden-text = Only administrators may, or something in between refused.
authority-forbidden-known-title = “{ $name }” has no right to see this
authority-forbidden-known-text = Only administrators may. Its token was accepted.
authority-not-there-title = There is no such network any more
authority-not-there-text = It may have been deleted.
authority-busy-title = { $host } asks to slow down
authority-busy-text = It goes on by itself in a moment.
authority-declined-title = { $host } declines what was asked
authority-declined-text = The details say why, in its own words.
authority-unreachable-title = { $host } can’t be reached
authority-unreachable-text = Networks on this computer keep working. It is tried again by itself.
authority-stranger-title = Another program answers at { $host }
authority-stranger-text = It is { $by }, and neither this person’s nor an administrator’s. The token was not sent. A tunnel that should be there may be down.
authority-garbled-title = { $host } gave an unexpected answer
authority-garbled-text = The address may be wrong, or something in between answered instead.
authority-not-done-title = { $host } didn’t do what was asked
authority-not-done-text = Nothing was changed.
odd-at-title = { $name } said something that couldn’t be read
odd-at-text = The rest is shown. This app may be older than what answers there.

why-refused = The token is no longer accepted.
why-no-token = The token isn’t in the keychain.
why-locked = The keychain is locked.
why-elsewhere = The token was kept for another address.
why-no-keychain = The keychain can’t be asked.
why-no-controller = This ZeroTier has no controller.
why-forbidden = This token has no right to.
why-not-there = It isn’t there any more.
why-busy = Too much was asked in a short time.
why-declined = It was declined; the details say why.
why-unreachable = Nobody answered. What was asked may have been done or not.
why-stranger = Another program listens there, and was told nothing.
why-garbled = The answer couldn’t be understood. What was asked may have been done or not.
why-not-done = The answer shows it isn’t so.

## Clocks

clock-behind = The clock of this computer is { $count } minutes behind
clock-ahead = The clock of this computer is { $count } minutes ahead
clock-text = Sign-ins and tokens may seem to have ended, or not to have begun. Set the time in the system’s settings.
