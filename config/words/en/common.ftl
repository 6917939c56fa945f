# Small words that every face shares. English is the original; a further language has the same messages.
#
# A language with cases may give what stands in other sentences the attributes `.nom`, `.acc` and `.dat`; where one is
# missing, the value (or `.nom`) stands in its place. They arrive as `$name_dat`, `$part_acc` and so on.


## What a sentence is about

name-nobody = the service
# Netflix and Twitch
list-two = { $a } and { $b }
list-three = { $a }, { $b } and { $c }
list-more =
    { $n ->
        [one] { $a }, { $b } and one other
       *[other] { $a }, { $b } and { $n } others
    }
# Shorter, for titles.
list-many =
    { $n ->
        [one] { $a } and one other
       *[other] { $a } and { $n } others
    }

# The parts of a service. `.number` is that of the word: one, many.
part-web = website
    .number = one
part-api = app service
    .number = one
part-auth = sign-in
    .number = one
part-media = streaming servers
    .number = many
part-images = pictures
    .number = many
part-status = status page
    .number = one

# Netflix's sign-in; $name may be "the service"
subject-part = { $name }'s { $part }
subject-parts = { $a } and { $b }
subject-some = some servers of { $name }

# A title about several services that does not name them: "Netflix and 3 others: your DNS does not answer".
title-grouped = { $names }: { $title }
# Words that lose their capital when they follow that colon. None in a language that keeps it: { "" }
title-uncapitalised = A, All, Cable, Copy, Data, Large, Not, Part, Secure, Services, Some, Something, The, This, Too, You, Your


## When, and what else

title-passed = { $title } (over now)
title-comes-and-goes = { $title }, on and off
sentence-passed = { $sentence } That was a moment ago; now it works again.
sentence-comes-and-goes = { $sentence } It comes and goes.
ruled-out = Not { $noun }: { $because }.


## States

state-up = answers
state-degraded = slow or in part
state-down = down
state-refused = answers people only
state-held = waits for your network
state-unknown = not clear

network-fine = works
network-wrong = in trouble
network-unknown = not clear


## Who and how sure

blame-none = nobody
blame-device = this computer
blame-network = your network
blame-isp = your provider
blame-vpn_or_proxy = your VPN or proxy
blame-service = the service
blame-account = your account
blame-region = your region
blame-unknown = not clear

party-service_origin = the service itself
party-service_edge = the service's front servers
party-forward_proxy = a proxy
party-filter = a filter on the way
party-portal = the sign-in page of a network
party-interceptor = a program or device that opens secure connections
party-unknown = not known

confidence-certain = certain
confidence-likely = likely
confidence-possible = possible

# What a code means, by how sure that is: "503 usually means …".
meaning-certain = certain
meaning-likely = usually
meaning-possible = often

trial-helps = tried: this works
trial-no-help = tried: this does not help
trial-not-possible = cannot be tried from here
trial-not-tried = not tried

phase-resolve = while looking up its address
phase-connect = while connecting
phase-handshake = while agreeing on encryption
phase-exchange = while waiting for its answer


## How an attempt failed, in a few words, by the names that the JSON has

failure-no_such_name = no such name
failure-no_data = no address of this kind
failure-server_failure = the name server failed
failure-query_refused = the name server refuses
failure-lookup_failed = look-up failed
failure-unusable_address = unusable address
failure-timed_out = timed out
failure-refused = refused
failure-reset = reset
failure-closed = closed without an answer
failure-network_unreachable = network unreachable
failure-host_unreachable = host unreachable
failure-permission_denied = not allowed on this computer
failure-address_not_available = own address is not there
failure-proxy_unreachable = proxy unreachable
failure-proxy_protocol = proxy answers out of order
failure-socks_reply = proxy says no
failure-certificate_expired = certificate expired
failure-certificate_not_yet_valid = certificate not yet valid
failure-unknown_issuer = certificate of an unknown issuer
failure-name_mismatch = certificate for another name
failure-certificate_invalid = certificate invalid
failure-tls_version = no common encryption
failure-tls_alert = encryption refused
failure-not_tls = no encryption there
failure-malformed_response = malformed answer
failure-head_too_large = answer with too large a head
failure-http2 = HTTP/2 error
failure-truncated = answer cut short
failure-redirect_loop = sent round in circles
failure-redirect_refused = sent to where it does not follow
failure-cancelled = given up, no time left
failure-unclassified = another failure


## Headings

heading-network = Your network
heading-why = Why
heading-ruled-out = Not
heading-against = But
heading-also = Also
heading-what-helps = What helps
heading-any-service = Any service
heading-closer-look = Taking a closer look

code-unknown = Nobody told us what “{ $code }” means.
code-nearest = Did you mean { $codes }?
# The last line of steps at another device.
step-done-there = Start the title there again: it plays, or go on with the next step.
