#!/bin/sh
# Renders the icons: one outline per state, from the SVG sources beside this script. Run it after changing one of them,
# and commit what it writes. Needs rsvg-convert, icotool and png2icns (Debian: librsvg2-bin, icoutils, icnsutils).
set -eu
cd "$(dirname "$0")"
for tool in rsvg-convert icotool png2icns; do
    command -v "$tool" >/dev/null || {
        echo "$tool is missing; on Debian: apt-get install librsvg2-bin icoutils icnsutils" >&2
        exit 1
    }
done

# render THEME SIZE...: every state in one theme. `any` is the source as it is drawn.
render() {
    theme=$1
    shift
    mkdir -p "png/$theme"
    for state in fine partial service_down my_network paused checking unknown; do
        for size in "$@"; do
            if [ "$theme" = any ]; then
                rsvg-convert -w "$size" -h "$size" -o "png/$theme/$state-$size.png" "$state.svg"
            else
                rsvg-convert -w "$size" -h "$size" -s "themes/$theme.css" -o "png/$theme/$state-$size.png" "$state.svg"
            fi
        done
    done
}

# 22 is for the panels of Linux; 16, 20, 24, 32 and 48 are for Windows at 100, 125, 150, 200 and 300 percent, 64 is for the
# documentation.
render any 16 22 24 32 48 64
render light 16 20 22 24 32 48
render dark 16 20 22 24 32 48
render template 18 36       # macOS: 18 points, on displays of one and of two pixels a point
for size in 16 22 24 32 48 64 128 256; do
    rsvg-convert -w "$size" -h "$size" -o "png/streamdoctor-$size.png" streamdoctor.svg
done

# The icon of the program's files.
sizes=$(mktemp -d)
trap 'rm -rf "$sizes"' EXIT
for size in 16 20 24 32 40 48 64 128 256 512; do
    rsvg-convert -w "$size" -h "$size" -o "$sizes/$size.png" streamdoctor.svg
done
icotool --create --output ../windows/streamdoctor.ico \
    "$sizes"/16.png "$sizes"/20.png "$sizes"/24.png "$sizes"/32.png "$sizes"/40.png "$sizes"/48.png \
    --raw="$sizes"/64.png --raw="$sizes"/256.png
png2icns ../macos/streamdoctor.icns "$sizes"/16.png "$sizes"/32.png "$sizes"/128.png "$sizes"/256.png "$sizes"/512.png >/dev/null
