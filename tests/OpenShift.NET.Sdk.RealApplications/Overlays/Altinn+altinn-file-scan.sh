# the versions it asks for are not served
find src -name '*.csproj' -exec sed -i -E 's#(Include="Azure.Extensions.AspNetCore.Configuration.Secrets" Version=")[^"]*#\11.4.0#; s#(Include="JWTCookieAuthentication" Version=")[^"]*#\13.0.1#' {} +
