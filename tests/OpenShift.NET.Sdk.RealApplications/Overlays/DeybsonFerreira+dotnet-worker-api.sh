# its packages of Entity Framework are served in versions that do not fit each other
sed -i 's#\(Include="Microsoft.EntityFrameworkCore[^"]*" Version="\)7.0.0#\110.0.15#' app.core/dotnet-worker.csproj
