"""What the API and the dashboard share: the models and what they are asked."""
