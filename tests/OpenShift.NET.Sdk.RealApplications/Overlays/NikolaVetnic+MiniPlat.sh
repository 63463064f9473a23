# its packages of Entity Framework are served in versions that do not fit each other
find Backend -name '*.csproj' -exec sed -i -E 's#(Include="(Npgsql.EntityFrameworkCore.PostgreSQL)" Version=")9[^"]*#\110.0.3#; s#(Include="Microsoft.(AspNetCore.Identity.EntityFrameworkCore|EntityFrameworkCore[^"]*)" Version=")9[^"]*#\110.0.15#' {} +
