namespace Orders;

public record Order(int Id, string Customer);

public class OrdersDb : Microsoft.EntityFrameworkCore.DbContext
{
    public Microsoft.EntityFrameworkCore.DbSet<Order> Orders => Set<Order>();
}

public static class OrderEndpoints
{
    public static void MapOrders(this WebApplication app)
    {
        var group = app.MapGroup("/orders");
        group.MapGet("/", (OrdersDb db) => db.Orders);
        group.MapPost("/", async (Order order, OrdersDb db) =>
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            return Results.Created($"/orders/{order.Id}", order);
        });
        group.MapPost("/import", async (IFormFile file) =>
        {
            var temporary = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
            await using var target = File.Create(temporary);
            await file.CopyToAsync(target);
        });
    }
}
