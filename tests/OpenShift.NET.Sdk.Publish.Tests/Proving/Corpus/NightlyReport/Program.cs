Console.WriteLine("counting");
await Task.Delay(50);
Console.WriteLine("3 orders");
