# the version it asks for is not served, and the one after it lacks its core
sed -i 's#Include="MongoDB.Driver" Version="[^"]*#Include="MongoDB.Driver" Version="2.30.0#' PaymentService.csproj
