# the build SDK of the repository (signing, publishing) is not served; it sets these
sed -i 's#.*Sdk="Microsoft.DotNet.Arcade.Sdk".*##; s#<LangVersion>12.0</LangVersion>##' Directory.Build.props Directory.Build.targets
grep -q ImplicitUsings Directory.Build.props || sed -i '0,/<PropertyGroup>/s##<PropertyGroup>\n    <RepoRoot>$(MSBuildThisFileDirectory)</RepoRoot><ImplicitUsings>disable</ImplicitUsings>#' Directory.Build.props
