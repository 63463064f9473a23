sed -i "s/== .net9.0./== 'net10.0'/" src/Blazored.LocalStorage/*.csproj
