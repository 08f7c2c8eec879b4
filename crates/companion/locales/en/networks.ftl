### What is said of joined and remembered networks: states, permissions, joining, profiles.

## The state of a network

state-connected = Connected
state-was-connected = Was connected
state-connected-bare = Connected, no address
state-joining = Joining…
state-connecting = Connecting…
state-disconnecting = Disconnecting…
state-unanswered = No answer yet
state-waiting = Waiting for approval
state-withdrawn = Access withdrawn
state-not-found = Not found
state-port-error = No adapter
state-too-old = Needs a newer ZeroTier
state-sign-in = Sign-in needed
state-unknown = Unknown state ({ $word })
state-off = Off

# Read aloud by screen readers: the network and its state.
row-label = { $name }, { $state }
summary = { $connected } of { $on } connected
summary-off = All off
off-text = Not connected. Its name and permissions are kept here.
unanswered-text = Its controller, { $controller }, has not answered. It may be switched off, or this device offline.
forget-off =
    { $count ->
        [one] Forget the one that is off
       *[other] Forget all { $count } that are off
    }
# Of those that match what is searched.
forget-off-found =
    { $count ->
        [one] Forget the one found that is off
       *[other] Forget the { $count } found that are off
    }
ask-forget-off-titles =
    { $count ->
        [one] Forget one network?
       *[other] Forget { $count } networks?
    }
ask-forget-off-text = The names and permissions kept here are lost. Networks that are connected stay.
ask-forget-off-yes = Forget
kind-private = Private
kind-public = Public

## What a network is allowed

allow-managed = Manage addresses and routes
allow-managed-help = Needed for most networks.
allow-managed-waits = Turns on in a moment.
no-addresses-off = None while disconnected.
no-addresses-unmanaged = None, as they aren’t managed here.
no-addresses-yet = None before it is connected.
no-addresses-given = None: its administrator can give one.
unused = not used here
unused-off = Not used here: “{ $permission }” is off.
unused-never = Not used here: ZeroTier sets no such address.
unused-dns-linux = ZeroTier sets no name servers on Linux.
unused-dns-domain = Without a domain, the servers are never used.
allow-global = Reach public addresses
allow-global-help = May assign public IPs and routes.
allow-default = Replace the default route
allow-default-help = All internet traffic goes through it.
allow-default-help-none = It offers no default route.
allow-dns = Set DNS servers
allow-dns-help = For names inside the network.
allow-dns-help-linux = ZeroTier sets none on Linux.
allow-dns-help-domain = For names like server.{ $domain }.
ask-default-route-title = Send all internet traffic through “{ $name }”?
ask-default-route-text = The connection drops if { $name } can’t reach the internet. Turning this off brings it back.
ask-default-route-yes = Replace the default route

## Technical facts

fact-controller = Controller
fact-mac = MAC address
fact-interface = Adapter
fact-mtu = MTU
fact-bridge = Bridging
fact-broadcast = Broadcast
fact-revision = Configuration
fact-port-error = Adapter code

## Joining

join-controller = Controller { $controller }. Approval may be needed.
join-ad-hoc-one = An ad-hoc network without a controller, open on port { $port }.
join-ad-hoc = An ad-hoc network without a controller, open on ports { $first } to { $last }.
join-already = “{ $name }” is already joined.
join-too-short = A network ID has 16 characters; this has { $digits }.
join-too-long = A network ID has 16 characters; this has { $digits }.
join-not-hex = A network ID has only the digits 0–9 and the letters a–f, not “{ $found }”.
join-node-address = This is the address of a device. A network ID has 16 characters.
join-no-id-in-link = There is no network ID in this link.
join-ad-hoc-ports = This ad-hoc ID ends before it begins: its last port is lower than its first.

## The end of a sign-in

sign-in-ends-minutes =
    { $count ->
        [one] Sign-in ends in a minute
       *[other] Sign-in ends in { $count } minutes
    }
sign-in-ends-hours =
    { $count ->
        [one] Sign-in ends in an hour
       *[other] Sign-in ends in { $count } hours
    }
sign-in-ends-days =
    { $count ->
        [one] Sign-in ends in a day
       *[other] Sign-in ends in { $count } days
    }

# In a row, behind the state: as short as can be.
sign-in-left-minutes = { $count } min left
sign-in-left-hours = { $count } h left
sign-in-left-days = { $count } d left

## What is wrong with a network

waiting-title = Waiting for approval on “{ $name }”
waiting-text = An administrator must allow { $address }.
waiting-text-own = Somebody has to allow { $address }. It can be done from here.
withdrawn-title = Access to “{ $name }” was withdrawn
withdrawn-text = An administrator no longer allows { $address }.
not-found-title = There is no network { $network }
not-found-text = Check the ID with whoever shared it.
adapter-title = The network adapter couldn’t be created
adapter-text = “{ $name }” needs one. Another program may block virtual adapters.
adapter-text-code = “{ $name }” needs one. Another program may block virtual adapters. (code { $code })
client-too-old-title = “{ $name }” needs a newer ZeroTier
client-too-old-text = Its controller refuses the version on this computer.
sign-in-title = “{ $name }” asks for sign-in
sign-in-text = The session has ended.
sign-in-text-first = Its members sign in with their organisation.
overlap-title = “{ $one }” and “{ $other }” both use { $route }
overlap-text = Traffic may go to the wrong one.
route-is-lan-title = “{ $name }” uses { $route }, which is also the network at { $adapter }
route-is-lan-text = Devices in one of them can’t be reached while both are connected.

## Wishes that were not granted

not-joined-title = “{ $name }” couldn’t be joined
not-joined-text = The service refused. Nothing was changed.
not-joined-text-silent = The service gave no answer, and the network isn’t there.
not-left-title = “{ $name }” couldn’t be disconnected
not-left-text = It is still connected.
not-configured-title = A permission of “{ $name }” couldn’t be changed
not-configured-text = It is as it was before.
gone-while-joining-title = The service stopped while joining “{ $name }”
gone-while-joining-text = It may have no right to create a network adapter.
no-sign-in-address-title = The sign-in page of “{ $name }” isn’t known
no-sign-in-address-text = The service has no safe address for it. Its sign-in provider may be unreachable.
link-misread-title = This link names no network
link-misread-text = Nothing was joined. The link was { $text }

## Remedies

remedy-copy-address = Copy address
remedy-forget = Forget
remedy-edit = Edit
remedy-sign-in = Sign in
remedy-sign-in-at = Sign in at { $host }

## Tray

# A network in the menu: its name, and its address or state.
tray-network = { $name }   { $detail }
tray-copy = Copy { $text }
tray-copy-id = Copy network ID
tray-allow = Allow this network to
tray-connect = Connect
tray-disconnect = Disconnect
tray-exit = Route internet traffic through { $name }
tray-profiles = Profiles
# A profile in the menu: its name, and what switching to it changes.
tray-profile = { $name }   { $changes }

## Profiles: what switching to one would change

profile-connects = Connects { $name }
profile-disconnects = Disconnects { $name }
profile-allows = Allows { $name }: { $permission }
profile-denies = No longer allows { $name }: { $permission }
