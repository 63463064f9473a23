# the build SDK of the repository (signing, publishing) is not served
sed -i '/Microsoft.DotNet.Arcade.Sdk/d' Directory.Build.props Directory.Build.targets
