### What the model says of authorities, their networks and members.

## Authorities

own-controller = This computer’s controller
heading-legacy = ZeroTier Central (legacy), { $name }
heading-new = New Central, { $name }
heading-organisation = New Central, organisation “{ $organisation }”
heading-controller = Controller { $name }
maker-group = { $place }, group “{ $group }”
as-of = As of { $ago }
as-of-moment = As of a moment ago
devices-wait =
    { $count ->
        [one] A device waits for approval
       *[other] { $count } devices wait for approval
    }
nobody-waits = Nobody waits
count-waiting = { $count } waiting
count-not-allowed = { $count } not allowed
count-members =
    { $count ->
        [one] 1 member
       *[other] { $count } members
    }
read-only-network = This token may look at this network, not change it.
remedy-new-token = Enter a new token
remedy-allow-this = Allow this device
remedy-administer = Show members
waiting-text-own = Somebody has to allow { $address }. It can be done from here.

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

## Members

no-name = No name
asks-to-join = Asks to join
member-waiting = Waits for approval
member-allowed = Allowed
member-withdrawn = Not allowed
member-rejected = Turned away
# Read aloud by screen readers.
member-label = { $name }, { $address }, { $state }
seen = Seen { $ago }
filter-all = All
filter-waiting = Waiting
filter-allowed = Allowed
filter-away = Away
filter-hidden = Hidden
count-marked = { $count } marked
count-so-far = { $count } so far; more are being asked for
count-pending = { $count } on their way
allow-count = Allow { $count }
withdraw-count = Withdraw { $count }
reject-count = Turn away { $count }
remove-count = Remove { $count }
hide = Hide
unhide = Show again
ask-withdraw-titles =
    { $count ->
        [one] Withdraw the access of one member?
       *[other] Withdraw the access of { $count } members?
    }
ask-withdraw-text = Name and addresses stay. Access can be given back with one press.
ask-withdraw-yes = Withdraw access
ask-withdraw-own-title = Withdraw the access of “{ $name }”, this very device?
ask-withdraw-own-text = It loses its connection to this network. If whoever admits members is reached through it, that is lost too.
ask-withdraw-own-yes = Withdraw access
ask-reject-title = Turn “{ $name }” away?
ask-reject-titles =
    { $count ->
        [one] Turn one member away?
       *[other] Turn { $count } members away?
    }
ask-reject-text = It is not asked about again. It stays in the list under Hidden.
ask-reject-yes = Turn away
ask-remove-titles =
    { $count ->
        [one] Remove one member?
       *[other] Remove { $count } members?
    }
member-version = Version
member-system = System
member-physical = Internet address
member-last-seen = Last seen
member-allowed-at = Allowed
member-withdrawn-at = Withdrawn
member-created = First asked
# Whether somebody chose it or the pool gave it out, nobody tells.
address-in-pool = within a pool
address-outside-pools = outside every pool
address-outside-routes = no route leads there
address-public = public: only where the device allows it
address-needs = A public address: the device uses it only with “{ $permission }” on.
address-shared = also given to { $name }
address-odd = not understood
address-unreadable = This is no address like 10.147.17.30.
address-with-bits = Only the address, without the part after the slash.
address-twice = It has this address already.
address-taken = { $name } has this address.
address-no-route = No route of the network leads to this address.
address-no-pool = This is outside every pool. That is fine for fixed addresses.
add-not-hex = A device address has only the digits 0–9 and the letters a–f, not “{ $found }”.
add-network-id = This is the ID of a network. A device address has 10 characters.
add-length = A device address has 10 characters; this has { $digits }.
add-already = “{ $name }” is allowed already.
add-allows = “{ $name }” is known and gets allowed.

not-allowed-members =
    { $count ->
        [one] A device on “{ $name }” couldn’t be allowed
       *[other] { $count } devices on “{ $name }” couldn’t be allowed
    }
not-withdrawn-members =
    { $count ->
        [one] The access of a device to “{ $name }” couldn’t be withdrawn
       *[other] The access of { $count } devices to “{ $name }” couldn’t be withdrawn
    }
not-rejected-members =
    { $count ->
        [one] A device on “{ $name }” couldn’t be turned away
       *[other] { $count } devices on “{ $name }” couldn’t be turned away
    }
not-removed-members =
    { $count ->
        [one] A device couldn’t be removed from “{ $name }”
       *[other] { $count } devices couldn’t be removed from “{ $name }”
    }
not-changed-members =
    { $count ->
        [one] A device on “{ $name }” couldn’t be changed
       *[other] { $count } devices on “{ $name }” couldn’t be changed
    }
members-in-doubt =
    { $count ->
        [one] It isn’t known whether a change on “{ $name }” was made
       *[other] It isn’t known whether { $count } changes on “{ $name }” were made
    }
member-not-taken-title = “{ $name }” on “{ $network }” isn’t all as asked
member-not-taken-text = The answer shows otherwise: { $fields }.

## Networks

network-not-created = The network couldn’t be created
network-not-deleted = “{ $name }” couldn’t be deleted
network-creation-in-doubt = It isn’t known whether the network was created
network-deletion-in-doubt = It isn’t known whether “{ $name }” was deleted
field-access = Access
field-name = Name
field-note = Note
field-hidden = Hidden
field-bridge = Bridge
field-no-auto-assign = Automatic addresses
field-sign-in-exempt = Sign-in
field-addresses = Addresses
field-description = Description
field-private = Private
field-broadcast = Broadcast
field-mtu = MTU
field-multicast = Multicast limit
field-routes = Routes
field-pools = Pools
field-v4-assign = IPv4 addresses from pools
field-v6 = IPv6 addresses
field-dns = DNS
field-rules = Flow rules
ask-public-title = Let anybody into “{ $name }”?
ask-public-text = In a public network, whoever knows its ID gets in, and nobody has to allow them. Devices that wait now are in at once.
ask-public-yes = Make it public
nobody-gets-addresses = Devices get no address here, so they can’t reach each other.
give-range = Give out { $range }
form-changes =
    { $count ->
        [one] 1 change
       *[other] { $count } changes
    }
form-not-taken = Sent, but the answer shows otherwise: { $fields }.
form-not-sent = Not sent. { $why }
form-range = { $first } to { $last }
change-route = Route { $target }
change-route-via = Route { $target } via { $via }
change-gone = No more { $what }
flaw-name = At most { $most } characters.
flaw-range = This is no range like 10.147.17.0/24.
flaw-host-bits = The range is { $meant }.
flaw-route-twice = This route is there already.
flaw-route-two-ways = Another route leads to this range by another gateway.
flaw-public = A public range: a device uses it only with “{ $permission }” on.
flaw-address = This is no address.
flaw-family = IPv4 and IPv6 don’t go together here.
flaw-pool-reversed = The last address comes before the first.
flaw-pools-meet = This overlaps with another pool.
flaw-pool-route = No direct route leads to these addresses.
flaw-pools-unused = Nobody gets addresses from pools while they aren’t given out.
flaw-mtu = A number from 1280 to 10000.
flaw-limit = A number from 0 to 65535.
flaw-limit-zero = With 0, IPv4 stops working.
flaw-server = “{ $text }” is no address.
flaw-domain = Without a domain, the servers are never used.
flaw-meets = “{ $name }”, joined on this computer, uses these addresses too.

## Moments

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

## Tray and notifications

tray-waiting =
    { $count ->
        [one] A device waits for approval
       *[other] { $count } devices wait for approval
    }
tray-allow-member = Allow “{ $name }” on { $network }
tray-show-all = Show all
news-waits = { $name } waits for approval
news-device-waits = “{ $name }” waits on { $network }
news-devices-wait = { $count } devices wait on { $network }
palette-administer = Go to Administer
palette-members = Show members of { $name }
palette-network-settings = Settings of the network { $name }
palette-account = Connect an account…
