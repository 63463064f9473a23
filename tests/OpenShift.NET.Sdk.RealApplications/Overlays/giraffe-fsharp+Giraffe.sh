# analyzers and tasks of the repository's own build that are not served; they add nothing to what is published
find . -name '*.fsproj' -exec perl -0pi -e 's#\s*<PackageReference Include="(?:FSharp\.Analyzers\.Build|G-Research\.FSharp\.Analyzers|Ionide\.Analyzers|Ionide\.KeepAChangelog\.Tasks)"[^>]*?(?:/>|(?<!/)>.*?</PackageReference>)##gs' {} +
