#!/bin/sh
# Fetches the typeface of the portal again: `sh tools/vendor_fonts.sh`. Change both lines together when the version changes.
set -eu
version=5.3.1
sha256=b598201d980b3512805bbea186aab8ef91590d59990e6a13c90e030b6ff37881

fonts=$(cd "$(dirname "$0")/../static/fonts" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

archive=$(npm pack --silent "@fontsource/source-sans-3@$version")
echo "$sha256  $archive" | sha256sum --check --quiet
tar -xzf "$archive"
for subset in latin latin-ext; do
    for weight in 400 600 700; do
        cp "package/files/source-sans-3-$subset-$weight-normal.woff2" "$fonts/"
    done
done
cp package/LICENSE "$fonts/LICENSE"
echo "Source Sans 3 from @fontsource/source-sans-3 $version is in $fonts"
