# a package that no code uses and that is not served
sed -i '/Include="MrAdvice"/d' E_Okul.Infrastructure/E_Okul.Infrastructure.vbproj
