# the way of .NET Core is chosen by the name of one version
sed -i 's#<LangVersion>latest</LangVersion>#<LangVersion>latest</LangVersion><DefineConstants>$(DefineConstants);NETCOREAPP2_1</DefineConstants>#' src/Server/Server.csproj
