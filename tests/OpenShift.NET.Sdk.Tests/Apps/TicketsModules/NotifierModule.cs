namespace Tickets;

public static class NotifierModule
{
    private const string Namespace = "tickets";

    public static WebApplicationBuilder AddTicketNotifier(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpClient("notifier", (_, client) =>
        {
            client.Timeout = TimeSpan.FromSeconds(5);
            client.BaseAddress = Address("notifier");
        });
        builder.Services.AddHttpClient("audit", client => client.BaseAddress = new Uri(builder.Configuration["Audit:Url"] ?? "http://localhost:5341/"));
        return builder;

        static Uri Address(string service) => new($"http://{service}.{Namespace}.svc:8080/");
    }
}
