public static class Probes
{
    public static void MapProbes(this WebApplication app)
    {
        app.MapHealthChecks("/livez");
        app.MapHealthChecks("/readyz");
    }
}
