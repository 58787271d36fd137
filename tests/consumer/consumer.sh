# sh consumer.sh CMAKE BUILD_FOLDER PROJECT COMPILER FLAGS: installs the build into a fresh folder, builds the project
# against what was installed, and runs it and the installed program.
set -eu
cmake=$1 build=$2 project=$3 compiler=$4 flags=$5
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$cmake" --install "$build" --prefix "$folder/installed"
"$cmake" -S "$project" -B "$folder/build" -D "CMAKE_PREFIX_PATH=$folder/installed" -D "CMAKE_C_COMPILER=$compiler" \
  -D "CMAKE_C_FLAGS=$flags"
"$cmake" --build "$folder/build"
"$folder/build/consumer"
"$folder/installed/bin/shortfall" --version
if grep -rl "$build" "$folder/installed/lib"/*/cmake "$folder/installed/lib/cmake" 2>/dev/null; then
  echo "the installed package names the build folder"
  exit 1
fi
