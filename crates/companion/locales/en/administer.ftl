### What is said of networks and members that are administered.

## Networks by authority

heading-legacy = ZeroTier Central (legacy), { $name }
heading-new = New Central, { $name }
heading-organisation = New Central, organisation “{ $organisation }”
heading-controller = Controller { $name }
maker-group = { $place }, group “{ $group }”
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
remedy-allow-this = Allow this device
remedy-administer = Show members

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
