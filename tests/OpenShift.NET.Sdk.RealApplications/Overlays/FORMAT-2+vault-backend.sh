# written for an older C#, in which a call is not ambiguous
find . -name '*.csproj' -exec sed -i '0,/<PropertyGroup>/s##<PropertyGroup><LangVersion>12.0</LangVersion>#' {} +
