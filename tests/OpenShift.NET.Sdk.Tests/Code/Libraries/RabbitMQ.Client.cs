namespace RabbitMQ.Client
{
    public interface IModel
    {
        void BasicPublish(string exchange, string routingKey, byte[] body);
    }
    public sealed class ConnectionFactory
    {
        public string HostName { get; set; }
        public string UserName { get; set; }
        public string Password { get; set; }
    }
}
