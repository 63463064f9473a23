// needs: Serilog
namespace Contoso.Logging
{
    public static class CompanyLogging { public static void Init() { } public static void Enrich(string application, Serilog.LoggerConfiguration configuration) { } }
}
