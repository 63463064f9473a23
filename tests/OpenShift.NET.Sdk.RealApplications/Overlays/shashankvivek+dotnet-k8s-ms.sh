# the project names the file in another case than the repository has it
[ ! -f PlatformService/Protos/Plaforms.proto ] || mv PlatformService/Protos/Plaforms.proto PlatformService/Protos/plaforms.proto
# its packages of Entity Framework are served in versions that do not fit each other
sed -i 's#\(Include="Microsoft.EntityFrameworkCore[^"]*" Version="\)5.0.9#\110.0.15#' PlatformService/PlatformService.csproj
