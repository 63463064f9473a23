# the driver and its core are served together in one version only
sed -i 's#\(Include="MongoDB.Driver" Version="\)2.19.0#\12.30.0#' Poc.MongoDb/Application/Application.csproj
