# the messaging package of a local feed is the repository's own project
find src -name '*.csproj' -exec sed -i 's#<PackageReference Include="Pitstop.Infrastructure.Messaging" />#<ProjectReference Include="../Infrastructure.Messaging/Infrastructure.Messaging.csproj" />#' {} +
